import type { IDataObject, IExecuteFunctions, INode, INodeParameters } from 'n8n-workflow';

import { parameterReader } from '../../n8n/parameters';

/** A node with these parameters, each of which n8n gives as its name and the item. */
function node(parameters: INodeParameters, items: IDataObject[] = []) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }) as INode,
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (name: string, item: number, fallback: unknown) => {
			asked.push(`${name} of ${item}`);
			return parameters[name] === undefined ? fallback : `${name} ${item}`;
		},
	} as unknown as IExecuteFunctions;
	return { reader: parameterReader(context), asked };
}

const read = (parameters: object) => {
	const { reader, asked } = node(parameters as INodeParameters);
	const values = [0, 1, 2].map((item) => reader(item)('field', 'none'));
	return { values, asked };
};

describe('a parameter without an expression is read once, for the first item', () => {
	test.each([
		['text', 'aliexpress'],
		['text with an equals sign in it', 'a=b'],
		['empty text', ''],
		['a number', 5],
		['a collection', { concurrency: 5, nested: [{ text: 'a' }, null] }],
		['an empty collection', {}],
	])('%s', (_name, field) => {
		const values = ['field 0', 'field 0', 'field 0'];
		expect(read({ field })).toEqual({ values, asked: ['field of 0'] });
	});

	test('one that is not set, with its fallback', () => {
		expect(read({})).toEqual({ values: ['none', 'none', 'none'], asked: ['field of 0'] });
	});
});

describe('a parameter with an expression is read for each item', () => {
	test.each([
		['of its own', '={{ $json.order_id }}'],
		['that gives its text', '=text'],
		['in a collection', { timeZone: '={{ $json.zone }}', concurrency: 5 }],
		['deep in a collection', { list: [{ a: 'b' }, { a: ['=c'] }] }],
	])('%s', (_name, field) => {
		const values = ['field 0', 'field 1', 'field 2'];
		expect(read({ field })).toEqual({ values, asked: ['field of 0', 'field of 1', 'field of 2'] });
	});
});

describe('an expression that is nothing but a field of the item', () => {
	const others = { none: null, list: ['83'], flag: true, a: { b: 1 } };
	const json = { order_id: '81', 'Order ID': 82, ...others };
	const readField = (field: string) => {
		const { reader, asked } = node({ field }, [json]);
		return { value: reader(0)('field', ''), isAsked: asked.length > 0 };
	};

	test.each([
		['={{ $json.order_id }}', '81'],
		['={{$json.order_id}}', '81'],
		['={{ $json["order_id"] }}', '81'],
		["={{ $json['Order ID'] }}", 82],
	])('%s is read from the item', (field, value) => {
		expect(readField(field)).toEqual({ value, isAsked: false });
	});

	test.each([
		// Neither text nor a number, missing, of every object, or in a field.
		...['={{ $json.none }}', '={{ $json.list }}', '={{ $json.flag }}', '={{ $json.missing }}'],
		...['={{ $json.constructor }}', '={{ $json.a.b }}'],
		// With something else, or of another name.
		...['=A {{ $json.order_id }}', '={{ $json.order_id }} ', '={{ $json.order_id + 1 }}'],
		...['={{ $json.order_id }}{{ $json.order_id }}', '={{ $jsonx.order_id }}'],
		...['={{ $json.order_id /* */ }}', '={{ $json["order_id\'] }}'],
	])('any other is up to n8n: %s', (field) => {
		expect(readField(field)).toEqual({ value: 'field 0', isAsked: true });
	});
});

test('each parameter has its own value', () => {
	const { reader } = node({ provider: 'tuya', orderId: '={{ $json.order_id }}' });
	const both = (item: number) => ['provider', 'orderId'].map((name) => reader(item)(name, ''));
	expect([both(0), both(1)]).toEqual([
		['provider 0', 'orderId 0'],
		['provider 0', 'orderId 1'],
	]);
});

test('one that cannot be read fails for each item', () => {
	let reads = 0;
	const reader = parameterReader({
		getNode: () => ({ parameters: { field: 'x' } }) as unknown as INode,
		getInputData: () => [],
		getNodeParameter: (): never => {
			throw new Error(`failure ${++reads}`);
		},
	});
	expect(() => reader(0)('field', '')).toThrow('failure 1');
	expect(() => reader(1)('field', '')).toThrow('failure 2');
});
