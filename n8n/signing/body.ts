import { types } from 'node:util';

import { invalidParameter, ok, type Result } from '../../providers/failure';

/** The older helper also has `form` and `formData`. */
export interface BodyOptions {
	readonly body?: unknown;
	readonly form?: unknown;
	readonly formData?: unknown;
}

export interface RequestBody {
	readonly body: Buffer;
	/** `null` for a body that is no form. */
	readonly form: Readonly<Record<string, string>> | null;
	/** The default for a body without a content type. */
	readonly contentType: string;
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

export const formText = (fields: Readonly<Record<string, string>>): string =>
	new URLSearchParams(fields).toString();

/**
 * The bytes of the body. They are decided here, since n8n's two helpers write the same options
 * differently: empty objects, nested form fields, JSON text.
 *
 * @param contentType as the user set it, `''` for none
 */
export function requestBody(options: BodyOptions, contentType: string): Result<RequestBody> {
	const content = options.form ?? options.body;
	if (options.formData !== undefined || /multipart/i.test(contentType) || isFile(content)) {
		return invalidParameter(
			'A file or a multipart body cannot be signed',
			'In the HTTP Request node, set Body Content Type to JSON, Form Urlencoded or Raw.',
		);
	}
	const isForm = (options.form ?? null) !== null || content instanceof URLSearchParams;
	if (!isForm && !contentType.toLowerCase().includes(FORM_TYPE)) return ok(bytes(content));
	const form = parameters(pairsOf(content));
	if (!form.ok) return form;
	const text = typeof content === 'string' ? content : formText(form.value);
	return ok({ body: Buffer.from(text), form: form.value, contentType: FORM_TYPE });
}

/** Contents that the helpers read only while they send. */
function isFile(content: unknown): boolean {
	if (typeof content !== 'object' || content === null) return false;
	if ('pipe' in content && typeof content.pipe === 'function') return true;
	return /Blob|File|FormData|Stream/.test(Object.prototype.toString.call(content));
}

function bytes(content: unknown): RequestBody {
	const form = null;
	if (ArrayBuffer.isView(content)) {
		const body = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
		return { body, form, contentType: 'application/octet-stream' };
	}
	if (types.isArrayBuffer(content)) {
		return { body: Buffer.from(content), form, contentType: 'application/octet-stream' };
	}
	const isNothing = content === undefined || content === null;
	const text = typeof content === 'string' ? content : isNothing ? '' : JSON.stringify(content);
	return { body: Buffer.from(text), form, contentType: 'application/json' };
}

type Pair = readonly [key: string, value: string];

/**
 * Parameters as key and text, nothing trimmed: from an object, `URLSearchParams`, or the text or bytes
 * of a form. A list is its elements, any other object is JSON text.
 */
export function pairsOf(source: unknown): readonly Pair[] {
	if (source instanceof URLSearchParams) return [...source];
	if (typeof source === 'string') return [...new URLSearchParams(source)];
	if (Buffer.isBuffer(source)) return [...new URLSearchParams(source.toString())];
	return Object.entries(source ?? {}).flatMap(([key, value]: [string, unknown]) =>
		(Array.isArray(value) ? value : [value])
			.filter((each) => each !== undefined)
			.map((each): Pair => [key, plainText(each)]),
	);
}

/** Each parameter once: no provider documents how to sign a repeated one. */
export function parameters(pairs: readonly Pair[]): Result<Readonly<Record<string, string>>> {
	const values = new Map<string, string>();
	for (const [key, value] of pairs) {
		if (values.has(key)) {
			return invalidParameter(
				`The parameter "${key}" has more than one value`,
				'A signed request contains each parameter once. Combine the values into one text as the documentation of the API shows, for example separated by commas.',
			);
		}
		values.set(key, value);
	}
	return ok(Object.fromEntries(values));
}

function plainText(value: unknown): string {
	if (value === null) return '';
	// Half of a surrogate pair cannot be sent; UTF-8 replaces it.
	if (typeof value !== 'object') return Buffer.from(String(value)).toString();
	const json = JSON.stringify(value);
	const plain: unknown = JSON.parse(json);
	return typeof plain === 'string' ? plain : json;
}
