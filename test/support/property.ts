import fc from 'fast-check';

/** How many cases a property is tried with; `PROPERTY_RUNS` shortens that while one works on it. */
export const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

type Arbitraries<Values extends readonly unknown[]> = {
	[Index in keyof Values]: fc.Arbitrary<Values[Index]>;
};
/** The arbitraries, and what holds for any value of each. */
type Rule<Values extends [unknown, ...unknown[]]> = [
	...arbitraries: Arbitraries<Values>,
	holds: (...values: Values) => boolean | void,
];

export function forAll<Values extends [unknown, ...unknown[]]>(...rule: Rule<Values>): void {
	fc.assert(fc.property<Values>(...rule), { numRuns });
}

/** The test that a rule holds for any values. */
export function property<Values extends [unknown, ...unknown[]]>(
	title: string,
	...rule: Rule<Values>
): void {
	test(title, () => forAll<Values>(...rule));
}
