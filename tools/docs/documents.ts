import type { INodeProperties } from 'n8n-workflow';

import { failedItem } from '../../n8n/errors';
import { FORM as getMany } from '../../nodes/GetManyOrders/parameters';
import { FORM as getOrder } from '../../nodes/GetOrder/parameters';
import { FORM as orderTrigger } from '../../nodes/OrderTrigger/parameters';
import { parametersOf } from '../../nodes/shared/parameters';
import { CHANGE_COLUMNS } from '../../changes/compare';
import { COLUMNS, rows } from '../../order/rows';
import { SHIPMENT_KEYS } from '../../order/shipments';
import { FLAT_KEYS, PART_KEYS, STATUS_KEYS } from '../../order/view';
import { providers } from '../../providers';
import { aliexpress } from '../../providers/aliexpress';
import type { Provider } from '../../providers/contract';
import { REGIONS } from '../../providers/amazon/regions';
import type { FailureKind } from '../../providers/failure';
import { TRANSPORT_FAILURES } from '../../providers/transportFailure';
import { tuya } from '../../providers/tuya';
import { DATA_CENTERS } from '../../providers/tuya/dataCenters';
import empty from '../../test/fixtures/aliexpress/order.empty-result.json';
import { paceTable } from '../bench/limits/paces';
import { limitTable, measure } from '../bench/limits/table';
import { tuyaResult } from '../sandbox/tuya/orders';
import { changeTable, columnTable, partTable, sourceTable } from './columns';
import { codeTable, messageTable, reasonTable } from './failures';
import type { Blocks } from './generatedBlocks';
import {
	FULFILLMENT_STATUS_MEANINGS,
	ORDER_STATUS_MEANINGS,
	PAYMENT_STATUS_MEANINGS,
	REASONS,
	SHIPMENT_STATUS_MEANINGS,
} from './meanings';
import { parameterTable } from './parameters';
import type { FailureText } from './provider';
import { documentedProviders } from './providers';
import { rejections } from './rejections';
import { statusTables, valueTable } from './statuses';
import { code, markdownTable } from './table';

/** The generated blocks of each file of the documentation. */
export const documents = async (): Promise<Readonly<Record<string, Blocks>>> => ({
	'README.md': {
		'sample-row': sampleRow(),
	},
	'docs/columns.md': {
		columns: columnTable(COLUMNS),
		sources: sourceTable(COLUMNS, documentedProviders),
		'order-keys': columnTable([...STATUS_KEYS, ...FLAT_KEYS], 'Key'),
		'order-parts': partTable(PART_KEYS, COLUMNS),
		'shipment-keys': columnTable(SHIPMENT_KEYS, 'Key'),
	},
	'docs/changes.md': { 'change-keys': changeTable(CHANGE_COLUMNS) },
	'docs/credentials.md': { 'tuya-data-centers': dataCenters(), 'amazon-regions': regions() },
	'docs/errors.md': {
		'failed-item': failedOrder(),
		reasons: reasonTable(REASONS),
		codes: codeTable(Object.keys(REASONS) as FailureKind[], documentedProviders),
		'parameter-messages': messageTable(rejections()),
		...forEachProvider('messages', ({ failures }) => messageTable(failures)),
		'network-messages': messageTable(transportTexts()),
	},
	'docs/parameters.md': {
		...parameterBlocks('get-order', parametersOf(getOrder)),
		...parameterBlocks('get-many', parametersOf(getMany)),
		...parameterBlocks('order-trigger', parametersOf(orderTrigger)),
	},
	'docs/performance.md': { 'rate-limits': await rateLimits(), paces: await paceTable() },
	'docs/statuses.md': {
		'order-status': valueTable(ORDER_STATUS_MEANINGS),
		'payment-status': valueTable(PAYMENT_STATUS_MEANINGS),
		'fulfillment-status': valueTable(FULFILLMENT_STATUS_MEANINGS),
		'shipment-status': valueTable(SHIPMENT_STATUS_MEANINGS),
		...forEachProvider('statuses', statusTables),
	},
});

/** These combinations say enough: the others are in the program's own output. */
const rateLimits = async (): Promise<string> =>
	limitTable(
		(await measure('sliding-window')).filter(
			({ cell: { perSecond, latency, concurrency } }) =>
				latency === 150 && perSecond !== 3 && concurrency !== 2,
		),
	);

/** A block for each provider, named `<provider>-<name>`. */
const forEachProvider = (
	name: string,
	block: (provider: (typeof documentedProviders)[number]) => string,
): Blocks =>
	Object.fromEntries(
		documentedProviders.map((provider) => [`${provider.name}-${name}`, block(provider)]),
	);

/** What a provider reads in the parsed body of a response with HTTP status 200. */
const outcomeOf = (
	provider: Provider,
	orderId: string,
	fields: Readonly<Record<string, string>>,
	body: unknown,
) => {
	const query = { provider: provider.name, orderId, fields, language: '', options: {} };
	const credentials = { baseUrl: 'https://example.com', key: '', secret: '', accessToken: '' };
	const signing = { ...credentials, expiresAt: 0, secrets: [] };
	const outcome = provider.order.response({ status: 200, retryAfter: null, body }, query, signing);
	return { outcome, orderOf: (payload: unknown) => provider.normalize(payload, query) };
};

/** A generated order of the sandbox in which price times quantity is the line’s total. */
const SAMPLE_ORDER = 'SO2605310000002527';

function sampleRow(): string {
	const fields = { mallCode: 'SANDBOX_MALL', siteCode: 'SANDBOX_SITE' };
	const body = { success: true, t: 1, result: tuyaResult(SAMPLE_ORDER) };
	const { outcome, orderOf } = outcomeOf(tuya, SAMPLE_ORDER, fields, body);
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return json(rows(orderOf(outcome.value.payload))[0]);
}

function failedOrder(): string {
	const orderId = '8190439416163295';
	const { outcome } = outcomeOf(aliexpress, orderId, {}, empty);
	return outcome.ok ? '' : json(failedItem(outcome.failure, orderId, 0).json);
}

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, '\t')}\n\`\`\``;

const isCollection = ({ type }: INodeProperties): boolean => type === 'collection';

const tableOf = (properties: readonly INodeProperties[]): string =>
	parameterTable(
		properties,
		new Map(providers.map(({ name, displayName }) => [name, displayName])),
	);

const parameters = (properties: readonly INodeProperties[]): string =>
	tableOf(properties.filter((property) => !isCollection(property)));

/** The parameters of a node, and what is in each of its collections, for example `<node>-options`. */
const parameterBlocks = (node: string, properties: readonly INodeProperties[]): Blocks => ({
	[`${node}-parameters`]: parameters(properties),
	...Object.fromEntries(
		properties
			.filter(isCollection)
			.map(({ name, options = [] }) => [`${node}-${name}`, tableOf(options as INodeProperties[])]),
	),
});

const dataCenters = (): string =>
	markdownTable(
		['Data Center', 'Address'],
		DATA_CENTERS.map(({ name, url }) => [name, code(url)]),
	);

const regions = (): string =>
	markdownTable(
		['Region', 'Address', 'Marketplaces'],
		REGIONS.map(({ name, url, marketplaces }) => [
			...[name, code(url), marketplaces.map(([country]) => country).join(', ')],
		]),
	);

const transportTexts = (): readonly FailureText[] =>
	Object.entries(TRANSPORT_FAILURES).map(([fault, { kind, message, description }]) => ({
		codes: [fault],
		kind,
		message: message('AliExpress', 'api-sg.aliexpress.com'),
		description,
	}));
