/** How many lines of an order were sent: none, all but the last, or all. */
export type Shipped = 'none' | 'part' | 'all';

/** What an order looks like at one step of its life. */
export interface Step<Name extends string> {
	readonly shipped: Shipped;
	readonly paid: boolean | 'as before';
	/** The step that follows by itself; none at the end. */
	readonly next?: Name;
}

type Steps<Name extends string> = Readonly<Record<Name, Step<Name>>>;

/** How an order begins, which its id decides. */
interface Beginning<Name extends string> {
	readonly scenario: Name;
	readonly size: number;
}

/** The scenarios that the orders of one provider were moved to, by order id. */
export class Moves<Name extends string> {
	private readonly moves = new Map<string, readonly Name[]>();

	constructor(
		private readonly steps: Steps<Name>,
		private readonly beginning: (orderId: string) => Beginning<Name>,
	) {}

	/** Oldest first; the scenario that the order began with is not among them. */
	of(orderId: string): readonly Name[] {
		return this.moves.get(orderId) ?? [];
	}

	/**
	 * Moves the order to a scenario, by default to the next one, and returns where it is now. Throws for
	 * an unknown scenario, and for an order of one line that is to be sent in part.
	 */
	move(orderId: string, to?: string): Name {
		const { scenario, size } = this.beginning(orderId);
		const target = to ?? nextStep(this.steps, this.of(orderId).at(-1) ?? scenario, size);
		if (!isStep(this.steps, target)) {
			const known = Object.keys(this.steps).join(', ');
			throw new Error(`"${target}" is none of the scenarios ${known}`);
		}
		if (this.steps[target].shipped === 'part' && size < 2) {
			throw new Error(`${orderId} has one line and cannot be sent in part`);
		}
		this.moves.set(orderId, [...this.of(orderId), target]);
		return target;
	}

	clear(): void {
		this.moves.clear();
	}
}

const isStep = <Name extends string>(steps: Steps<Name>, name: string): name is Name =>
	Object.hasOwn(steps, name);

/** The next scenario, or the same one at the end; an order of one line is never sent in part. */
function nextStep<Name extends string>(steps: Steps<Name>, from: Name, size: number): Name {
	const next = steps[from].next ?? from;
	return steps[next].shipped === 'part' && size < 2 ? nextStep(steps, next, size) : next;
}

/** Whether an order that went through these steps is paid. */
export const isPaid = (path: readonly Step<string>[]): boolean =>
	path.reduce((before, { paid }) => (paid === 'as before' ? before : paid), false);

/** The number of lines of an order that are sent. */
export const sentLines = (shipped: Shipped, size: number): number =>
	({ none: 0, part: size - 1, all: size })[shipped];

/** The first `sent` lines in one or two parcels, the second from line `cut` on. */
export const inParcels = <Line>(lines: readonly Line[], sent: number, cut: number): Line[][] =>
	filled([lines.slice(0, Math.min(cut, sent)), lines.slice(cut, sent)]);

const filled = <Line>(parcels: Line[][]): Line[][] => parcels.filter(({ length }) => length > 0);

/**
 * The parcels of an order when its first `sent` lines are sent. A parcel keeps its number; lines that
 * are in none yet get up to two more, the last line its own.
 */
export function parcelsWith<Line, Parcel extends { readonly lines: readonly Line[] }>(
	parcels: readonly Parcel[],
	lines: readonly Line[],
	sent: number,
	parcelOf: (lines: readonly Line[]) => Parcel,
): readonly Parcel[] {
	const packed = parcels.flatMap((parcel) => parcel.lines).length;
	if (packed === sent) return parcels;
	const rest = filled([lines.slice(packed, -1), lines.slice(Math.max(packed, lines.length - 1))]);
	const sentOnes = lines.slice(0, sent);
	return [...parcels, ...rest.map(parcelOf)]
		.map((parcel) => ({
			...parcel,
			lines: parcel.lines.filter((line) => sentOnes.includes(line)),
		}))
		.filter((parcel) => parcel.lines.length > 0);
}
