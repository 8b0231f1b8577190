import { failedItem } from '../../n8n/errors';
import type { Failure } from '../../providers/failure';
import { codes, table } from '../../tools/docs/markdown';
import { read } from '../../tools/docs/readme';

test('every key of a failed item is documented', () => {
	const failure: Failure = {
		kind: 'unknown',
		message: 'What happened',
		description: 'How to fix it',
		code: '1',
		subCode: '2',
		providerMessage: 'words',
		requestId: '3',
		cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
	};
	const { json } = failedItem(failure, '8190439416163295', 0);
	const documented = table(read('docs/errors.md'), 'Handling failed orders');
	expect(documented.map(({ Key = '' }) => codes(Key)[0])).toEqual(Object.keys(json));
	const details = codes(documented.at(-1)?.Contents ?? '');
	expect([...details].sort()).toEqual(Object.keys(json.details as object).sort());
});
