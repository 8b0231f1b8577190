import { faultOf } from '../../http/fault';

const coded = (code: string) => Object.assign(new Error('words'), { code });

test.each([
	['refused', 'ECONNREFUSED'],
	['reset', 'ECONNRESET EPIPE UND_ERR_SOCKET UND_ERR_CLOSED UND_ERR_DESTROYED'],
	['dns', 'ENOTFOUND EAI_AGAIN'],
	['connect_timeout', 'ETIMEDOUT UND_ERR_CONNECT_TIMEOUT'],
	['timeout', 'UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT'],
	['too_large', 'UND_ERR_RES_EXCEEDED_MAX_SIZE ERR_BUFFER_TOO_LARGE'],
	['large_headers', 'UND_ERR_HEADERS_OVERFLOW HPE_HEADER_OVERFLOW'],
	['broken', 'HPE_INVALID_CONSTANT UND_ERR_RES_CONTENT_LENGTH_MISMATCH Z_DATA_ERROR'],
	['broken', 'ERR__ERROR_FORMAT_PADDING_2'],
	['proxy', 'UND_ERR_PRX_TLS UND_ERR_SOCKS5'],
	['certificate_date', 'CERT_HAS_EXPIRED CERT_NOT_YET_VALID'],
	['certificate', 'CERT_REVOKED DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	['certificate', 'ERR_TLS_CERT_ALTNAME_INVALID ERR_SSL_WRONG_VERSION_NUMBER EPROTO'],
	['unreachable', 'EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL'],
	['unexpected', 'ERR_INVALID_URL SOMETHING_NEW constructor'],
])('the fault %s is that of %s, even as a cause', (fault, codes) => {
	for (const code of codes.split(' ')) {
		const found = [faultOf(coded(code)), faultOf(new TypeError('fetch', { cause: coded(code) }))];
		expect([code, ...found]).toEqual([code, fault, fault]);
	}
});

const named = (name: string) => Object.assign(new Error('words'), { name });
const circle: { cause?: unknown } = {};
circle.cause = circle;
test.each<readonly [string, unknown]>([
	['domain', new Error('Domain not allowed: This credential is restricted from a.example.')],
	['blocked', named('SsrfBlockedIpError')],
	['blocked', named('SsrfBlockedHostnameError')],
	['broken', named('HTTPParserError')],
	['proxy', new Error('Proxy address is invalid')],
	['proxy', new Error('Proxy response (407) !== 200 when HTTP Tunneling')],
	...[undefined, 'ECONNREFUSED', { code: 7, message: 8 }, new TypeError('a bug'), circle].map(
		(exception) => ['unexpected', exception] as const,
	),
])('the fault %s is that of %p, even as a cause', (fault, exception) => {
	expect(faultOf(exception)).toBe(fault);
	expect(faultOf(new Error('Request failed', { cause: exception }))).toBe(fault);
});
