/** Remembers the most recent keys: at least `size`, at most twice as many. */
export class NonceMemory {
	private recent = new Set<string>();
	private older = new Set<string>();

	constructor(private readonly size: number) {}

	/** True when the key is new. */
	add(key: string): boolean {
		if (this.recent.has(key) || this.older.has(key)) return false;
		if (this.recent.size >= this.size) {
			this.older = this.recent;
			this.recent = new Set();
		}
		this.recent.add(key);
		return true;
	}
}
