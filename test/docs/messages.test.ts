import { readdirSync } from 'node:fs';
import path from 'node:path';

import { failedItem } from '../../n8n/errors';
import { orderNotFound } from '../../providers/aliexpress/failures';
import { blocks, codes, section } from '../../tools/docs/markdown';
import { read, README, ROOT, table } from '../../tools/docs/readme';

describe('the messages', () => {
	/** All texts of the sources; what is filled in stands as `…`. */
	const sources = ['providers', 'nodes', 'n8n', 'client', 'credentials', 'http']
		.flatMap((folder) =>
			readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.ts'))
				.map((file) => read(path.join(folder, file))),
		)
		.join('\n')
		.replace(/\$\{[^{}]*\}|\{[a-z]+\}/g, '…');

	test.each(table('Troubleshooting').map(({ Message }) => [Message ?? '']))('%s', (message) => {
		const asFilledIn = message.replaceAll('Order ID', '…');
		expect(sources.includes(message) || sources.includes(asFilledIn)).toBe(true);
	});

	test('an order that did not arrive is the item in the example', () => {
		const id = '4048190439416163';
		const [example = ''] = blocks(section(README, 'Orders that do not arrive'), 'json');
		const failure = orderNotFound(id, { httpStatus: 200, wait: null });
		expect(JSON.parse(example)).toEqual(failedItem(failure, id, 0).json);
	});

	test('each reason is listed, and each key of the details', () => {
		const text = section(README, 'Orders that do not arrive');
		const [union = ''] = /type FailureKind =[^;]+;/.exec(read('providers/contract.ts')) ?? [];
		const kinds = [...union.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
		const list = /`reason` is one of ([^.]+)\./.exec(text)?.[1] ?? '';
		expect(codes(list)).toEqual(kinds);
		const failure = {
			...orderNotFound('1', { httpStatus: 200, wait: null }),
			...{ code: 'c', subCode: 's', text: 't', requestId: 'r' },
		};
		const { details } = failedItem(failure, '1', 0).json;
		const described = table('Orders that do not arrive').at(-1)?.['What it holds'] ?? '';
		expect(codes(described)).toEqual(Object.keys(details as object));
	});
});
