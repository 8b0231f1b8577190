import { TURNS, type Turn } from '../../changes/turns';
import type { Candidate } from '../../changes/watchList';
import type { FetchedOrder } from '../../client/getOrder';
import type { Result } from '../../providers/failure';
import { fetchOrder, type Watch } from './watch';

/** The order of turns in the second half of the time; in the first half, known orders go first. */
const SECOND_HALF: readonly Turn[] = ['unseen', 'due', 'known', 'failed'];

/**
 * Fetches the candidates turn by turn until there are no more or the time is over. Within a turn the order is
 * random: even if no poll has time for all candidates, each one is fetched sooner or later.
 *
 * @param take called with the outcome of each candidate
 */
export async function fetchInTurns(
	watch: Watch,
	candidates: Readonly<Partial<Record<Turn, readonly Candidate[]>>>,
	take: (candidate: Candidate, outcome: Result<FetchedOrder>) => void,
): Promise<void> {
	const { runtime, signal, time, parameters } = watch;
	const { random, monotonic } = runtime;
	const shuffled = (turn: Turn): Candidate[] =>
		(candidates[turn] ?? [])
			.map((candidate) => ({ candidate, place: random() }))
			.sort((a, b) => a.place - b.place)
			.map(({ candidate }) => candidate);
	const queues = new Map(TURNS.map((turn) => [turn, shuffled(turn)]));
	const begun = monotonic();
	const next = (): Candidate | undefined => {
		const turns = monotonic() - begun < time / 2 ? TURNS : SECOND_HALF;
		const turn = turns.find((each) => queues.get(each)?.length);
		return turn && queues.get(turn)?.pop();
	};
	const work = async (): Promise<void> => {
		for (let each = next(); each && !signal.aborted; each = next()) {
			take(each, await fetchOrder(watch, each.orderId));
		}
	};
	await Promise.all(Array.from({ length: parameters.settings.concurrency }, work));
}
