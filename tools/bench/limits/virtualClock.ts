import type { Runtime } from '../../../http/runtime';

interface Sleeper {
	readonly at: number;
	readonly wake: () => void;
}

/** A clock that jumps to the next sleeper as soon as nothing else can go on. */
export class VirtualClock implements Pick<Runtime, 'monotonic' | 'sleep'> {
	private time = 0;
	private readonly sleepers = new Set<Sleeper>();

	readonly monotonic = (): number => this.time;

	readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
		new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			const wake = (): void => {
				this.sleepers.delete(sleeper);
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const sleeper: Sleeper = { at: this.time + Math.max(0, milliseconds), wake };
			this.sleepers.add(sleeper);
			signal?.addEventListener('abort', wake);
		});

	get timers(): number {
		return this.sleepers.size;
	}

	/** Lets a time pass, or runs until nobody sleeps. */
	async pass(milliseconds = Infinity): Promise<void> {
		const end = this.time + milliseconds;
		await settled();
		for (let next = this.next(); next && next.at <= end; next = this.next()) {
			this.time = Math.max(this.time, next.at);
			next.wake();
			await settled();
		}
		if (Number.isFinite(end)) this.time = end;
	}

	/** The earliest sleeper; of several the one that fell asleep first. */
	private next(): Sleeper | undefined {
		let earliest: Sleeper | undefined;
		for (const sleeper of this.sleepers) {
			if (!earliest || sleeper.at < earliest.at) earliest = sleeper;
		}
		return earliest;
	}
}

/** Resolves when all that can go on without time passing has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
