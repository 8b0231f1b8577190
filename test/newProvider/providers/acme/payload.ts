import { amount } from '../payload/amount';
import { at, currency, list, quantity, record, string, time, type ReadBy } from '../payload/read';

const line = record({
	id: at('id', string),
	code: at('code', string),
	title: at('title', string),
	pieces: at('pieces', quantity),
	sent: at('sent', quantity),
	each: at('each', amount),
});

const order = record({
	number: at('number', string),
	state: at('state', string),
	placed: at('placed', time),
	placedRaw: at('placed', string),
	changed: at('changed', time),
	currency: at('currency', currency),
	total: at('total', amount),
	lines: at('lines', list(line, { each: 'Line', keepUnreadable: true })),
});

/** Acme's `order`, with a sentence about everything in it that could not be read. */
export type AcmeOrder = ReadBy<typeof order> & { readonly warnings: readonly string[] };

/** Reads any JSON as an order. */
export function readOrder(value: unknown): AcmeOrder {
	const warnings: string[] = [];
	const warn = (sentence: string): void => void warnings.push(sentence);
	return { ...order(value, 'order', { owner: 'The order', warn }), warnings };
}
