/** Why no whole answer came. */
export type Fault =
	| 'refused'
	| 'reset'
	| 'dns'
	| 'certificate'
	| 'connect_timeout'
	| 'timeout'
	| 'too_large'
	| 'broken'
	| 'proxy'
	| 'blocked'
	| 'canceled'
	| 'network';

/** The codes that Node, undici and its parser give to the faults. */
const FAULT_OF_CODE: Readonly<Record<string, Fault>> = {
	ECONNREFUSED: 'refused',
	ECONNRESET: 'reset',
	EPIPE: 'reset',
	UND_ERR_SOCKET: 'reset',
	UND_ERR_CLOSED: 'reset',
	UND_ERR_DESTROYED: 'reset',
	ENOTFOUND: 'dns',
	EAI_AGAIN: 'dns',
	UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
	ETIMEDOUT: 'connect_timeout',
	UND_ERR_HEADERS_TIMEOUT: 'timeout',
	UND_ERR_BODY_TIMEOUT: 'timeout',
	ECONNABORTED: 'timeout',
	UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too_large',
	UND_ERR_HEADERS_OVERFLOW: 'too_large',
	ERR_BUFFER_TOO_LARGE: 'too_large',
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'broken',
	Z_DATA_ERROR: 'broken',
	Z_BUF_ERROR: 'broken',
	EPROTO: 'certificate',
	CERT_HAS_EXPIRED: 'certificate',
	CERT_NOT_YET_VALID: 'certificate',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
	UNABLE_TO_GET_ISSUER_CERT: 'certificate',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
};

/** The fault behind an exception of the HTTP client; a cause is looked at too. */
export function faultOf(exception: unknown, depth = 0): Fault {
	if (typeof exception !== 'object' || exception === null || depth > 4) return 'network';
	const { name, code, message, cause } = exception as {
		name?: unknown;
		code?: unknown;
		message?: unknown;
		cause?: unknown;
	};
	if (typeof name === 'string' && name.startsWith('SsrfBlocked')) return 'blocked';
	if (typeof code === 'string') {
		const known = FAULT_OF_CODE[code];
		if (known) return known;
		if (code.startsWith('HPE_HEADER_OVERFLOW')) return 'too_large';
		if (code.startsWith('HPE_')) return 'broken';
		if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL')) return 'certificate';
	}
	if (typeof message === 'string' && message.startsWith('Proxy response')) return 'proxy';
	return cause === undefined ? 'network' : faultOf(cause, depth + 1);
}
