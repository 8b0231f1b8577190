import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { AttentionLimits } from '../../changes/attention';
import { MOST_WATCHED } from '../../changes/watchList';
import type { ProviderRequest } from '../../client/callProvider';
import { isBlank, text } from '../../json/value';
import { FailureError, valueOf } from '../../n8n/errors';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import type { OrderQuery } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { invalidParameter, ok, type Result } from '../../providers/failure';
import { DEFAULT_LIMITS } from '../shared/options';
import { readOptions } from '../shared/readOptions';
import { readOrderId } from '../shared/readOrderId';
import { filterFields, readQuery, evaluate, type NodeQuery } from '../shared/readQuery';
import { EVENT_NAMES, EVENTS, type EventName } from './events';
import { FORM } from './parameters';

/** What a trigger watches, and for which events. */
export interface WatchParameters {
	readonly provider: Provider;
	readonly events: readonly EventName[];
	/** The orders to watch, for a provider that cannot list them. */
	readonly orderIds: readonly string[];
	readonly lookBackDays: number;
	readonly settings: Pick<NodeQuery, 'output' | 'concurrency'>;
	/** When an order needs someone; `null` without that event or option. */
	readonly limits: AttentionLimits | null;
	/** A request for any one of the orders. */
	readonly anyRequest: ProviderRequest<OrderQuery>;
	/** The request for an order. */
	readonly requestOf: (orderId: string) => Result<ProviderRequest<OrderQuery>>;
}

const LOOK_BACK = FORM.after.filter(({ name }) => name === 'lookBackDays');

/** Reads and checks the parameters; nothing is sent for rejected ones. */
export const readParameters = (context: IPollFunctions): Result<WatchParameters> =>
	evaluate(() => read((name, fallback) => context.getNodeParameter(name, fallback)));

function read(get: GetParameter): WatchParameters {
	const common = readQuery(get, FORM);
	const { query: asked, provider, timeout, maxRetries, output } = common;
	const { displayName } = provider;
	const events = valueOf(readEvents(get('events', [])));
	if (!provider.search && events.includes('newOrder')) {
		const { name } = EVENTS.newOrder;
		const message = `The event ${name} is not available for ${displayName}`;
		const description = `${displayName} has no API that lists new orders. Remove ${name} from the field Events, or choose another Provider.`;
		throw new FailureError(invalidParameter(message, description).failure);
	}
	const orderIds = provider.search ? [] : valueOf(readOrderIds(get('orderIds', '')));
	const written = { lookBackDays: get('lookBackDays', 30) } as IDataObject;
	const { lookBackDays } = valueOf(readOptions(written, LOOK_BACK));
	const filters = filterFields(provider, get('options', {}) as IDataObject);
	const fields = { ...asked.fields, ...filters };
	const requestOf: WatchParameters['requestOf'] = (orderId) => {
		const query = provider.validate({ ...asked, fields, orderId });
		return query.ok ? ok({ provider, query: query.value, timeout, maxRetries }) : query;
	};
	return {
		provider,
		events,
		orderIds,
		lookBackDays: Number(lookBackDays),
		settings: common,
		limits: output.attention ?? (events.includes('attention') ? DEFAULT_LIMITS : null),
		// A request for one order is enough to find values that are wrong for every order.
		anyRequest: valueOf(requestOf(orderIds[0] ?? provider.orderId.example)),
		requestOf,
	};
}

function readEvents(value: unknown): Result<readonly EventName[]> {
	const names = (Array.isArray(value) ? value : text(value).split(/[\s,]+/))
		.map(text)
		.filter(Boolean);
	const unknown = names.find((name) => !EVENT_NAMES.some((event) => event === name));
	if (unknown !== undefined || names.length === 0) {
		return invalidParameter(
			unknown ? `The event "${shorten(unknown)}" is unknown` : 'No event is chosen',
			`Choose at least one event in the field Events. An expression has to give some of: ${EVENT_NAMES.join(', ')}.`,
		);
	}
	return ok(EVENT_NAMES.filter((event) => names.includes(event)));
}

function readOrderIds(value: unknown): Result<readonly string[]> {
	// Numbers are not converted to text, so that one that has lost digits can be recognized.
	const written = (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((each) =>
		typeof each === 'string' ? each.split(/[\s,;]+/) : [each],
	);
	const ids = new Set<string>();
	for (const each of written) {
		if (isBlank(each)) continue;
		const id = readOrderId(each);
		if (!id.ok) return id;
		if (id.value !== '') ids.add(id.value);
	}
	if (ids.size === 0) {
		return invalidParameter(
			'The field Order IDs is empty',
			'Enter the numbers of the orders to watch in the field Order IDs, one per line.',
		);
	}
	if (ids.size > MOST_WATCHED) {
		return invalidParameter(
			`The field Order IDs has ${ids.size} orders; ${MOST_WATCHED} are possible`,
			'Remove orders that are completed from the field Order IDs, or use several workflows.',
		);
	}
	return ok([...ids]);
}
