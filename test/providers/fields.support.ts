/** A documented field of an order: what is put there, and where the order shows it. */
export interface Field {
	readonly path: string;
	readonly type: string;
	readonly value?: unknown;
	/** Fields that come first and are therefore taken away. */
	readonly without?: readonly string[];
	/** Fields in the same object, and in the object around it. */
	readonly beside?: object;
	readonly around?: object;
	readonly to?: string;
	/** What is shown there, the value itself where it is left out. */
	readonly expected?: unknown;
	/** True where the output "Raw" alone has it. */
	readonly raw_only?: boolean;
}

/** Each field that the order shows, by its path. */
export const mapped = (fields: readonly Field[]) =>
	fields.flatMap((field) =>
		field.to === undefined ? [] : [[field.path, field.to, field] as const],
	);

export const at = (source: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null)?.[name], source);
