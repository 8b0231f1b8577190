import { getProxyForUrl } from 'proxy-from-env';

import { isLoopback } from './loopback';

/**
 * The address of the proxy for a URL, `''` for none, by the same rules as n8n's own requests. A loopback
 * host has none.
 *
 * @throws when the environment names a proxy that is not the address of an HTTP proxy
 */
export function proxyFor(url: URL): string {
	if (isLoopback(url.hostname)) return '';
	const address = getProxyForUrl(url);
	// The address is not named, since it may contain a password.
	if (address !== '' && !isHttpProxy(address)) throw new Error('Proxy address is invalid');
	return address;
}

/** True where n8n's own requests would go through a proxy although the host is the n8n host itself. */
export const isProxiedLoopback = (url: URL): boolean =>
	isLoopback(url.hostname) && getProxyForUrl(url) !== '';

function isHttpProxy(address: string): boolean {
	try {
		const { protocol, username, password } = new URL(address);
		// undici decodes them.
		decodeURIComponent(`${username}:${password}`);
		return protocol === 'http:' || protocol === 'https:';
	} catch {
		return false;
	}
}
