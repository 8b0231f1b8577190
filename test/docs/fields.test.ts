import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { parameters } from '../../nodes/GetOrder/parameters';
import manifest from '../../package.json';
import { providers } from '../../providers';
import { DATA_CENTERS } from '../../providers/tuya/dataCenters';
import { anchors, blocks, section } from '../../tools/docs/markdown';
import { read, README, table } from '../../tools/docs/readme';

describe('the parameters', () => {
	const properties = parameters();
	const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const optionNames = ({ options: list = [] }: INodeProperties) => list as INodePropertyOptions[];
	const shown = (property: INodeProperties): string => {
		const { default: value, type } = property;
		if (type === 'boolean') return value === true ? 'on' : 'off';
		if (type === 'options')
			return optionNames(property).find((it) => it.value === value)?.name ?? '';
		return value === '' ? 'empty' : String(value);
	};
	const provider = ({ displayOptions }: INodeProperties): string => {
		const [only] = Object.values(displayOptions?.show ?? {}).flat();
		return providers.find(({ name }) => name === only)?.displayName ?? 'both';
	};

	test.each([
		['Parameter', properties.filter(({ name }) => name !== 'options'), 0],
		['Option', options, 1],
	] as const)('each %s with its default and provider', (heading, list, at) => {
		const documented = table('Parameters', at);
		expect(documented.map((row) => [row[heading], row.Default, row.Provider])).toEqual(
			list.map((property) => [property.displayName, shown(property), provider(property)]),
		);
	});

	test('the bounds of numbers and the choices of lists', () => {
		const documented = [...table('Parameters', 0), ...table('Parameters', 1)];
		const text = (name: string) =>
			documented.find((row) => [row.Parameter, row.Option].includes(name))?.['What it does'];
		for (const { displayName, type, typeOptions } of options) {
			if (type !== 'number') continue;
			expect(text(displayName)).toContain(`${typeOptions?.minValue} to ${typeOptions?.maxValue}`);
		}
		for (const property of properties.filter(({ type }) => type === 'options')) {
			for (const { name } of optionNames(property))
				expect(text(property.displayName)).toContain(name);
		}
	});
});

describe('the credentials', () => {
	test.each([
		['AliExpress credential', new AliExpressApi()],
		['Tuya credential', new TuyaApi()],
	])('%s: each field a user sees, and the address of its help', (title, credential) => {
		expect(table(title).map(({ Field }) => Field)).toEqual(
			credential.properties
				.filter(({ type }) => type !== 'hidden')
				.map(({ displayName }) => displayName),
		);
		expect(section(README, 'Credentials')).toContain(`**${credential.displayName}**`);
		const [page, anchor] = credential.documentationUrl.split('#');
		expect(`${page}#readme`).toBe(manifest.homepage);
		expect(anchors(README)).toContain(anchor);
		expect(anchors(section(README, 'Credentials'))).toContain(anchor);
	});

	test('each data center with its address', () => {
		expect(table('Tuya credential', 1).map((row) => [row['Data Center'], row.Address])).toEqual(
			DATA_CENTERS.map(({ name, url }) => [name, `\`${url}\``]),
		);
	});

	test('the address to authorize at is the one in the messages', () => {
		const [address = ''] = blocks(section(README, 'AliExpress credential'), 'text');
		expect(read('providers/aliexpress/session.ts')).toContain(address.trim());
	});
});
