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

/**
 * What Node, undici, zlib and n8n's egress filter call the faults: by a code, by the exception's
 * name where it has no code, or by the beginning of its message.
 */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
	[/^SsrfBlocked/, 'blocked'],
	[/^(?:Proxy response|UND_ERR_PRX_TLS$|UND_ERR_SOCKS5)/, 'proxy'],
	[/^ECONNREFUSED$/, 'refused'],
	[/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_(?:SOCKET|CLOSED|DESTROYED))$/, 'reset'],
	[/^(?:ENOTFOUND|EAI_\w+)$/, 'dns'],
	[/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connect_timeout'],
	[/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/, 'timeout'],
	[/^(?:UND_ERR_RES_EXCEEDED_MAX_SIZE|ERR_BUFFER_TOO_LARGE)$/, 'too_large'],
	[/^(?:UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'too_large'],
	[/^(?:HTTPParserError$|HPE_|Z_|ERR__ERROR_)/, 'broken'],
	[/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'broken'],
	[/^(?:EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/, 'certificate'],
];

/** The fault behind an exception of the HTTP client; a cause is looked at too. */
export function faultOf(exception: unknown, depth = 0): Fault {
	if (typeof exception !== 'object' || exception === null || depth > 4) return 'network';
	const { code, name, message, cause } = exception as Readonly<Record<string, unknown>>;
	const said = [code, name, message].filter((each) => typeof each === 'string');
	const known = FAULTS.find(([pattern]) => said.some((each) => pattern.test(each)));
	return known?.[1] ?? faultOf(cause, depth + 1);
}
