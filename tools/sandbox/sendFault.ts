import type { ServerResponse } from 'node:http';
import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

import type { Fault } from './faults';
import type { Reply } from './types';
import { textOf } from './wire';

export const JSON_TYPE = 'application/json;charset=UTF-8';
const NOT_JSON = '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body></body></html>';
const CHUNK = Buffer.alloc(65_536, 'a');

/** Faults that alter the correct reply; all others replace it. */
const ALTERING_FAULTS: readonly Fault['kind'][] = [
	'delay',
	'stall-body',
	'truncate',
	'double',
	'content-type',
	'header-flood',
];

/** True when the request is still processed, because the fault affects only its reply. */
export const needsReply = (fault: Fault | null): boolean =>
	fault === null || ALTERING_FAULTS.includes(fault.kind);

type Headers = Readonly<Record<string, string | number>>;

export function send(
	response: ServerResponse,
	status: number,
	body: string,
	headers: Headers = {},
): void {
	response.writeHead(status, {
		'content-type': JSON_TYPE,
		'content-length': Buffer.byteLength(body),
		...headers,
	});
	response.end(body);
}

type Senders = {
	readonly [Kind in Fault['kind']]: (
		response: ServerResponse,
		fault: Extract<Fault, { readonly kind: Kind }>,
		reply: Reply,
	) => void;
};

const SENDERS: Senders = {
	reset: (response) => void response.socket?.destroy(),
	'stall-headers': () => undefined,
	delay: (response, { ms }, { status, body, headers }) =>
		void setTimeout(() => send(response, status, body, headers), ms).unref(),
	'stall-body': (response, _fault, reply) => half(response, reply),
	truncate: (response, _fault, reply) => half(response, reply, () => response.socket?.end()),
	double: (response, _fault, { status, body }) => send(response, status, body + body),
	'content-type': (response, { type }, { status, body }) =>
		send(response, status, body, { 'content-type': type }),
	'header-flood': (response, { bytes }, { status, body }) =>
		send(response, status, body, flood(bytes)),
	'not-json': (response, { text = NOT_JSON }) =>
		send(response, 200, text, { 'content-type': 'text/html;charset=UTF-8' }),
	status: (response, { status, body = '', retryAfter }) =>
		send(
			response,
			status,
			textOf(body),
			retryAfter === undefined ? {} : { 'retry-after': retryAfter },
		),
	body: (response, { body }) => send(response, 200, textOf(body)),
	redirect: (response, { to }) => send(response, 302, '', { location: to }),
	oversize: (response, { bytes }) => stream(response, bytes),
	endless: (response) => stream(response, Infinity),
	'gzip-bomb': (response, { bytes }) =>
		stream(response, bytes, createGzip({ level: constants.Z_BEST_SPEED })),
};

/** Sends the fault. `reply` is the correct reply and is used only if `needsReply` is true. */
export const sendFault = (response: ServerResponse, fault: Fault, reply: Reply): void =>
	(SENDERS[fault.kind] as (...sent: [ServerResponse, Fault, Reply]) => void)(
		response,
		fault,
		reply,
	);

function half(response: ServerResponse, { status, body }: Reply, then?: () => void): void {
	const bytes = Buffer.from(body);
	response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': bytes.length });
	response.write(bytes.subarray(0, bytes.length >> 1), then);
}

function flood(bytes: number): Headers {
	const size = 1000;
	const count = Math.ceil(bytes / size);
	return Object.fromEntries(
		Array.from({ length: count }, (_, at) => [`x-flood-${at}`, 'a'.repeat(size)]),
	);
}

/** JSON text of `bytes` bytes, in chunks. */
function* jsonOf(bytes: number): Generator<Buffer> {
	yield Buffer.from('"');
	for (let left = bytes - 2; left > 0; left -= CHUNK.length) {
		yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
	}
	yield Buffer.from('"');
}

function stream(response: ServerResponse, bytes: number, through?: Transform): void {
	response.writeHead(200, {
		'content-type': JSON_TYPE,
		...(through ? { 'content-encoding': 'gzip' } : {}),
	});
	const source = Readable.from(jsonOf(bytes), { objectMode: false });
	// A client that disconnects ends the stream; that is no error here.
	const done = () => undefined;
	if (through) pipeline(source, through, response, done);
	else pipeline(source, response, done);
}
