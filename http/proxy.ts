import { getProxyForUrl } from 'proxy-from-env';

import { isLoopback } from './loopback';

/** A proxy as a connection through it needs it. */
export interface Proxy {
	readonly address: string;
	/** The header `Proxy-Authorization`; none without a user. */
	readonly authorization: string | undefined;
}

/**
 * The proxy for a URL, `null` for none. n8n's own requests follow the same rules (the package
 * proxy-from-env), so that all requests of a credential take one route. A loopback host has none.
 *
 * @throws when the environment names a proxy that is not the address of an HTTP proxy
 */
export function proxyFor(url: URL): Proxy | null {
	if (isLoopback(url.hostname)) return null;
	const address = getProxyForUrl(url);
	return address === '' ? null : { address, authorization: authorizationOf(address) };
}

/** Neither exception names the address, which may contain a password. */
function authorizationOf(address: string): string | undefined {
	const { protocol, username, password } = parsed(address);
	if (protocol.startsWith('socks')) {
		throw new Error('Proxy address is that of a SOCKS proxy, which is not supported');
	}
	if (protocol !== 'http:' && protocol !== 'https:') throw invalid();
	if (username === '' && password === '') return undefined;
	return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

const invalid = (): Error => new Error('Proxy address is invalid');

function parsed(address: string): URL {
	if (!URL.canParse(address)) throw invalid();
	return new URL(address);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw invalid();
	}
}
