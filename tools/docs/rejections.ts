import { invalidId } from '../../nodes/GetManyOrders/execute';
import { readParameters } from '../../nodes/GetManyOrders/readParameters';
import { readOrderId } from '../../nodes/shared/readOrderId';
import { validate } from '../../providers/aliexpress/description';
import { baseUrl } from '../../providers/baseUrl';
import type { OrderQuery } from '../../providers/call';
import type { Result } from '../../providers/failure';
import { validateQuery } from '../../providers/validateQuery';
import { rejectionTexts, type FailureText } from './provider';

const QUERY: OrderQuery = {
	provider: 'aliexpress',
	orderId: '8190439416163295',
	fields: {},
	language: '',
	options: {},
};

/** Get Many Orders with these parameters. */
function getMany(changed: Readonly<Record<string, unknown>>): Result<unknown> {
	const values: Readonly<Record<string, unknown>> = {
		provider: 'tuya',
		mallCode: 'M1234567890',
		siteCode: 'CN',
		...changed,
	};
	return readParameters((name, fallback) => values[name] ?? fallback, 'UTC', 0);
}

/** Values that are rejected before a request is sent, one for each message. */
const OUTCOMES: ReadonlyArray<Result<unknown>> = [
	readOrderId(81904394161632950000),
	readOrderId('8.19044E+15'),
	readOrderId(['8190439416163295']),
	validateQuery({ ...QUERY, orderId: '' }),
	validateQuery({ ...QUERY, orderId: '{{ $json.order_id }}' }),
	validateQuery({ ...QUERY, orderId: '1'.repeat(200) }),
	validateQuery({ ...QUERY, orderId: '8190439416163295, 8190439416163296' }),
	validate({ ...QUERY, options: { timeZone: 'Pacific' } }),
	getMany({ limit: 0 }),
	getMany({ filters: { placedAfter: 'yesterday' } }),
	getMany({ filters: { placedAfter: '2026-02-01', placedBefore: '2026-01-01' } }),
	invalidId('SO1/2'),
	baseUrl('openapi'),
	baseUrl('http://openapi.tuyaeu.com'),
	baseUrl('https://openapi.tuyaeu.com?lang=en'),
];

/** The texts for parameters and addresses that are rejected before a request is sent. */
export const rejections = (): readonly FailureText[] => rejectionTexts(OUTCOMES);
