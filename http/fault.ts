/** By a code, by the exception's name where it has no code, or by the beginning of its message. */
const FAULTS = [
	[/^SsrfBlocked/, 'blocked'],
	[/^Domain not allowed/, 'domain'],
	[/^(?:Proxy (?:response|address)|UND_ERR_PRX_TLS$|UND_ERR_SOCKS5)/, 'proxy'],
	[/^ECONNREFUSED$/, 'refused'],
	[/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_(?:SOCKET|CLOSED|DESTROYED))$/, 'reset'],
	[/^(?:ENOTFOUND|EAI_\w+)$/, 'dns'],
	[/^(?:ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
	[/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connect_timeout'],
	[/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/, 'timeout'],
	[/^(?:UND_ERR_RES_EXCEEDED_MAX_SIZE|ERR_BUFFER_TOO_LARGE)$/, 'too_large'],
	[/^(?:UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'large_headers'],
	[/^(?:HTTPParserError$|HPE_|Z_|ERR__ERROR_)/, 'broken'],
	[/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'broken'],
	[/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate_date'],
	[/^(?:EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/, 'certificate'],
] as const;

/** Why no complete response came. */
export type Fault = (typeof FAULTS)[number][1] | 'canceled' | 'unexpected';

/** The fault behind an exception of the HTTP client or of what caused it; else `unexpected`. */
export function faultOf(exception: unknown, depth = 0): Fault {
	if (typeof exception !== 'object' || exception === null || depth > 4) return 'unexpected';
	const { code, name, message, cause } = exception as Readonly<Record<string, unknown>>;
	const texts = [code, name, message].filter((text) => typeof text === 'string');
	const known = FAULTS.find(([pattern]) => texts.some((text) => pattern.test(text)));
	return known?.[1] ?? faultOf(cause, depth + 1);
}
