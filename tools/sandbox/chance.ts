/** Numbers from 0 up to 1 that look like chance and are the same for the same seed. */
export type Chance = () => number;

/** The generator known as mulberry32: 32 bits of state, good enough for test data. */
export function chanceFrom(seed: number): Chance {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A seed made of a text (FNV-1a), so that an order id always gives the same order. */
export function seedOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash | 0;
}

/** A whole number, both ends included. */
export const whole = (chance: Chance, from: number, to: number): number =>
	from + Math.floor(chance() * (to - from + 1));

/** One of a list that is not empty. */
export const pick = <T>(chance: Chance, list: readonly T[]): T =>
	list[Math.floor(chance() * list.length)] as T;

/**
 * `prefix` filled up to `length` digits with an odd number: beyond 2^53 no odd number survives as a
 * JavaScript number, so that a client that loses digits is always caught.
 */
export function oddId(chance: Chance, prefix: string, length: number): string {
	let id = prefix;
	while (id.length < length - 1) id += whole(chance, 0, 9);
	return id + pick(chance, ['1', '3', '5', '7', '9']);
}
