/** A map with a maximum size, in which the least recently set entry makes room. */
export class BoundedMap<Value> extends Map<string, Value> {
	constructor(private readonly most: number) {
		super();
	}

	override set(key: string, value: Value): this {
		this.delete(key);
		super.set(key, value);
		for (const oldest of this.keys()) {
			if (this.size <= this.most) break;
			this.delete(oldest);
		}
		return this;
	}
}

/** A set of at most so many texts, in which the oldest makes room. */
export class BoundedSet extends Set<string> {
	constructor(private readonly most: number) {
		super();
	}

	override add(text: string): this {
		this.delete(text);
		super.add(text);
		for (const oldest of this) {
			if (this.size <= this.most) break;
			this.delete(oldest);
		}
		return this;
	}
}
