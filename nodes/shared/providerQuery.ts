import type { GetParameter } from '../../n8n/parameters';
import type { ProviderQuery } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { visibleText } from '../../providers/credentialField';
import type { Settings } from './readSettings';

/** What an item's parameters and options say to the provider, by the provider's own descriptions. */
export const providerQuery = (
	{ name, parameters, options: own }: Provider,
	get: GetParameter,
	{ language, options }: Settings,
): ProviderQuery => ({
	provider: name,
	fields: Object.fromEntries(
		parameters.map((each) => [each.name, visibleText(get(each.name, ''))]),
	),
	language: visibleText(language),
	options: Object.fromEntries(own.map((each) => [each.name, options[each.name] ?? ''])),
});
