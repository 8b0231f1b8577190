/** A pseudo-random generator of numbers in [0, 1), determined by its seed. */
export type Chance = () => number;

/** mulberry32: 32 bits of state, sufficient for test data. */
export function chanceFrom(seed: number): Chance {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Derives a seed from text (FNV-1a), so that an order id always yields the same order. */
export function seedOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash | 0;
}

/** A whole number in [from, to]. */
export const whole = (chance: Chance, from: number, to: number): number =>
	from + Math.floor(chance() * (to - from + 1));

/** An element of a list that is not empty. */
export const pick = <T>(chance: Chance, list: readonly T[]): T =>
	list[Math.floor(chance() * list.length)] as T;

/**
 * An odd number of `length` digits that starts with `prefix`. JavaScript numbers above 2^53 are even, so
 * a client that loses digits always shows.
 */
export function oddId(chance: Chance, prefix: string, length: number): string {
	let id = prefix;
	while (id.length < length - 1) id += whole(chance, 0, 9);
	return id + pick(chance, ['1', '3', '5', '7', '9']);
}
