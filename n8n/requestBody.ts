import { types } from 'node:util';

import { err, ok, type Result } from '../providers/failure';
import { pairsOf, parameters } from './requestParameters';

/** The fields of n8n's options that make the body; the older helper also has `form` and `formData`. */
export interface BodyOptions {
	readonly body?: unknown;
	readonly form?: unknown;
	readonly formData?: unknown;
}

/** A body as it will be sent. */
export interface RequestBody {
	readonly body: Buffer;
	/** The fields of a form, `null` for any other body. */
	readonly form: Readonly<Record<string, string>> | null;
	/** The content type of a body that comes without one. */
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
		return err({
			kind: 'invalid_parameter',
			message: 'A file or a multipart body cannot be signed',
			description:
				'In the HTTP Request node, set Body Content Type to JSON, Form Urlencoded or Raw.',
		});
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
