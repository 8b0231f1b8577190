import type { OrderRequest } from '../../client/callProvider';
import { text } from '../../json/value';
import type { GetParameter } from '../../n8n/parameters';
import { providerNamed, providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import { ok, type Result } from '../../providers/failure';
import { providerQuery } from '../shared/providerQuery';
import { readOrderId } from '../shared/readOrderId';
import {
	invalidChoice,
	invalidExpression,
	readSettings,
	type OutputSettings,
} from '../shared/readSettings';
import { FROM_EACH_ITEM, OPTIONS } from './parameters';

/** What one input item asks for. */
export interface ItemRequest {
	readonly request: OrderRequest;
	readonly output: OutputSettings;
	/** How many orders may be under way; the first item's value counts for the run. */
	readonly concurrency: number;
}

/** Reads and checks all that one input item asks for; nothing is sent for a rejected one. */
export function readParameters(get: GetParameter): Result<ItemRequest> {
	try {
		return read(get);
	} catch (cause) {
		return invalidExpression(cause);
	}
}

function read(get: GetParameter): Result<ItemRequest> {
	const choice = text(get('provider', ''));
	const provider =
		choice === FROM_EACH_ITEM
			? readProvider('Provider of Each Item', text(get('itemProvider', '')))
			: readProvider('Provider', choice);
	if (!provider.ok) return provider;
	const orderId = readOrderId(get('orderId', ''));
	if (!orderId.ok) return orderId;
	const settings = readSettings(get, [...OPTIONS, ...provider.value.options]);
	if (!settings.ok) return settings;
	const { output, timeout, maxRetries, concurrency } = settings.value;
	const query = provider.value.validate({
		...providerQuery(provider.value, get, settings.value),
		orderId: orderId.value,
	});
	if (!query.ok) return query;
	return ok({
		request: { provider: provider.value, query: query.value, timeout, maxRetries },
		output,
		concurrency,
	});
}

function readProvider(field: string, name: string): Result<Provider> {
	const provider = providerNamed(name.toLowerCase());
	if (provider) return ok(provider);
	const names = providers.map((each) => each.name);
	return invalidChoice(field, name, names);
}
