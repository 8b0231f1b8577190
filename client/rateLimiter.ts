import type { World } from '../http/runtime';

/**
 * The rate of a run: at most so many requests under way, fewer after the provider throttled, none
 * before the time it asked for. Halves with each throttled answer, and grows back by one after each
 * round of good answers, so that one order's throttling slows the whole run and not itself alone.
 */
export class Pace {
	private current: number;
	private active = 0;
	private good = 0;
	private resumeAt = 0;
	private readonly waiting: Array<() => void> = [];
	private timerRuns = false;

	constructor(
		private readonly limit: number,
		private readonly world: Pick<World, 'now' | 'sleep'>,
		private readonly signal?: AbortSignal,
	) {
		this.current = limit;
	}

	/** Requests that may be under way now. */
	get width(): number {
		return this.current;
	}

	/** Waits for a place. */
	async enter(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.waiting.push(resolve);
			this.admit();
		});
	}

	/** Gives the place back. */
	leave(): void {
		this.active--;
		this.admit();
	}

	/** @param wait milliseconds until the provider wants to be asked again */
	throttled(wait: number): void {
		this.good = 0;
		this.current = Math.max(1, Math.floor(this.current / 2));
		this.resumeAt = Math.max(this.resumeAt, this.world.now() + wait);
	}

	succeeded(): void {
		if (this.current >= this.limit || ++this.good < this.current * 4) return;
		this.good = 0;
		this.current++;
		this.admit();
	}

	private admit(): void {
		const wait = this.resumeAt - this.world.now();
		if (wait > 0 && !this.signal?.aborted) {
			if (this.waiting.length > 0) this.admitAfter(wait);
			return;
		}
		while (this.active < this.current) {
			const next = this.waiting.shift();
			if (!next) return;
			this.active++;
			next();
		}
	}

	private admitAfter(wait: number): void {
		if (this.timerRuns) return;
		this.timerRuns = true;
		void this.world.sleep(wait, this.signal).then(() => {
			this.timerRuns = false;
			this.admit();
		});
	}
}
