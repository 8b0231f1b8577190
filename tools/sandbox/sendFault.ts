import type { ServerResponse } from 'node:http';
import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

import type { Fault } from './faults';
import type { Reply } from './types';

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

/** Sends the fault. `reply` is the correct reply and is used only if `needsReply` is true. */
export function sendFault(response: ServerResponse, fault: Fault, reply: Reply): void {
	const { status, body } = reply;
	switch (fault.kind) {
		case 'reset':
			response.socket?.destroy();
			return;
		case 'stall-headers':
			return;
		case 'delay':
			setTimeout(() => send(response, status, body), fault.ms).unref();
			return;
		case 'stall-body':
			half(response, reply);
			return;
		case 'truncate':
			half(response, reply, () => response.socket?.end());
			return;
		case 'double':
			send(response, status, body + body);
			return;
		case 'content-type':
			send(response, status, body, { 'content-type': fault.type });
			return;
		case 'header-flood':
			send(response, status, body, flood(fault.bytes));
			return;
		case 'not-json':
			send(response, 200, fault.text ?? NOT_JSON, { 'content-type': 'text/html;charset=UTF-8' });
			return;
		case 'status':
			send(
				response,
				fault.status,
				textOf(fault.body ?? ''),
				fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
			);
			return;
		case 'body':
			send(response, 200, textOf(fault.body));
			return;
		case 'redirect':
			send(response, 302, '', { location: fault.to });
			return;
		case 'oversize':
			stream(response, fault.bytes);
			return;
		case 'endless':
			stream(response, Infinity);
			return;
		case 'gzip-bomb':
			stream(response, fault.bytes, createGzip({ level: constants.Z_BEST_SPEED }));
			return;
	}
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

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
