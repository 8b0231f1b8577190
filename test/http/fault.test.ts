import { faultOf } from '../../http/fault';

const coded = (code: string) => Object.assign(new Error('words'), { code });

test.each([
	['ECONNREFUSED', 'refused'],
	['ECONNRESET', 'reset'],
	['EPIPE', 'reset'],
	['UND_ERR_SOCKET', 'reset'],
	['ENOTFOUND', 'dns'],
	['EAI_AGAIN', 'dns'],
	['ETIMEDOUT', 'connect_timeout'],
	['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
	['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
	['UND_ERR_BODY_TIMEOUT', 'timeout'],
	['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'too_large'],
	['UND_ERR_HEADERS_OVERFLOW', 'large_headers'],
	['ERR_BUFFER_TOO_LARGE', 'too_large'],
	['HPE_HEADER_OVERFLOW', 'large_headers'],
	['HPE_INVALID_CONSTANT', 'broken'],
	['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'broken'],
	['Z_DATA_ERROR', 'broken'],
	['ERR__ERROR_FORMAT_PADDING_2', 'broken'],
	['UND_ERR_PRX_TLS', 'proxy'],
	['CERT_HAS_EXPIRED', 'certificate_date'],
	['CERT_NOT_YET_VALID', 'certificate_date'],
	['CERT_REVOKED', 'certificate'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate'],
	['EPROTO', 'certificate'],
	['EHOSTUNREACH', 'unreachable'],
	['ENETUNREACH', 'unreachable'],
	['EADDRNOTAVAIL', 'unreachable'],
	['UND_ERR_CLOSED', 'reset'],
	['UND_ERR_DESTROYED', 'reset'],
	['UND_ERR_SOCKS5', 'proxy'],
	['ERR_INVALID_URL', 'unexpected'],
	['SOMETHING_NEW', 'unexpected'],
	['constructor', 'unexpected'],
])('the code %s is the fault %s, even as a cause', (code, fault) => {
	expect(faultOf(coded(code))).toBe(fault);
	expect(faultOf(new TypeError('fetch', { cause: coded(code) }))).toBe(fault);
});

test('what n8n says of the domains of a credential', () => {
	const error = new Error('Domain not allowed: This credential is restricted from a.example.');
	expect(faultOf(error)).toBe('domain');
	expect(faultOf(new Error('Request failed', { cause: error }))).toBe('domain');
});

test.each([['SsrfBlockedIpError'], ['SsrfBlockedHostnameError']])('%s is blocked', (name) => {
	expect(faultOf(Object.assign(new Error('restricted'), { name }))).toBe('blocked');
});

test('a response that is not HTTP is broken', () => {
	expect(faultOf(Object.assign(new Error('words'), { name: 'HTTPParserError' }))).toBe('broken');
});

test('a proxy that opened no tunnel, and one with an invalid address', () => {
	expect(faultOf(new Error('Proxy address is invalid'))).toBe('proxy');
	expect(faultOf(new Error('Proxy response (407) !== 200 when HTTP Tunneling'))).toBe('proxy');
});

test.each([[undefined], ['ECONNREFUSED'], [{ code: 7, message: 8 }], [new TypeError('a bug')]])(
	'%p is unexpected',
	(exception) => {
		expect(faultOf(exception)).toBe('unexpected');
	},
);

test('a circular cause ends', () => {
	const circle: { cause?: unknown } = {};
	circle.cause = circle;
	expect(faultOf(circle)).toBe('unexpected');
});
