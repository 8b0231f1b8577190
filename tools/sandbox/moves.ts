import { chanceFrom, pick, seedOf, whole, type Chance } from './chance';

/** How many lines of an order were sent: none, all but the last, or all. */
export type Shipped = 'none' | 'part' | 'all';

/** What an order looks like at one step of its life. */
export interface Step {
	readonly shipped: Shipped;
	readonly paid: boolean | 'as before';
	/** The step that follows by itself; none at the end. */
	readonly next?: string;
}

export type Steps<Name extends string> = Readonly<Record<Name, Step>>;

/** How an order begins, which its id decides. */
export interface Beginning<Name extends string> {
	readonly scenario: Name;
	/** The number of lines. */
	readonly size: number;
}

/** The beginning of an order, what `more` draws before the size, and the chance for the rest. */
export function begin<Name extends string, More extends object>(
	orderId: string,
	steps: Steps<Name>,
	more: (chance: Chance) => More,
) {
	const chance = chanceFrom(seedOf(orderId));
	const scenario = pick(chance, Object.keys(steps) as Name[]);
	const drawn = more(chance);
	const size = whole(chance, steps[scenario].shipped === 'part' ? 2 : 1, 4);
	return { ...drawn, chance, scenario, size };
}

const isStep = <Name extends string>(steps: Steps<Name>, name: string): name is Name =>
	Object.hasOwn(steps, name);

/**
 * Where an order is moved to: by default to the next step, or to the same one at the end. Throws for an
 * unknown step, and for an order of one line that is to be sent in part.
 */
export function target<Name extends string>(
	steps: Steps<Name>,
	{ from, size }: { readonly from: Name; readonly size: number },
	to?: string,
): Name {
	const name = to ?? steps[from].next ?? from;
	if (!isStep(steps, name)) {
		throw new Error(`"${name}" is none of the scenarios ${Object.keys(steps).join(', ')}`);
	}
	if (steps[name].shipped !== 'part' || size > 1) return name;
	if (to !== undefined) throw new Error('an order that has one line cannot be sent in part');
	return target(steps, { from: name, size });
}

/** Whether an order that went through these steps is paid. */
export const isPaid = (path: readonly Step[]): boolean =>
	path.reduce((before, { paid }) => (paid === 'as before' ? before : paid), false);

/** The lines of an order that are sent. */
export const sentOf = <Line>(lines: readonly Line[], shipped: Shipped): readonly Line[] =>
	lines.slice(0, { none: 0, part: -1, all: lines.length }[shipped]);

const filled = <Line>(parcels: Line[][]): Line[][] => parcels.filter(({ length }) => length > 0);

/**
 * The parcels of an order that began with one step and is now at another. What was sent at first is in one
 * or two parcels, the second from line `cut` on. A parcel keeps its number; lines that are in none yet get
 * up to two more, the last line its own.
 *
 * @param draw makes a parcel from a random source; later parcels have a source of their own, so that moves
 * change nothing else
 */
export function parcelsOf<Line, Parcel>(
	order: {
		readonly orderId: string;
		readonly chance: Chance;
		readonly lines: readonly Line[];
		readonly cut: number;
		readonly began: Shipped;
		readonly now: Shipped;
	},
	draw: (chance: Chance, lines: readonly Line[], isLater: boolean) => Parcel,
): ReadonlyArray<Parcel & { readonly lines: readonly Line[] }> {
	const { lines, cut } = order;
	const packed = sentOf(lines, order.began);
	const sent = sentOf(lines, order.now);
	const later = chanceFrom(seedOf(`${order.orderId} parcels`));
	const parcelBy = (chance: Chance, isLater: boolean) => (inside: readonly Line[]) => ({
		...draw(chance, inside, isLater),
		lines: inside,
	});
	const last = Math.max(packed.length, lines.length - 1);
	return [
		...filled([packed.slice(0, cut), packed.slice(cut)]).map(parcelBy(order.chance, false)),
		...filled([lines.slice(packed.length, last), lines.slice(last)]).map(parcelBy(later, true)),
	]
		.map((parcel) => ({ ...parcel, lines: parcel.lines.filter((line) => sent.includes(line)) }))
		.filter((parcel) => parcel.lines.length > 0);
}
