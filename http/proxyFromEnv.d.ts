declare module 'proxy-from-env' {
	/** The address of the proxy for a URL, `''` for none; read from the environment at each call. */
	export function getProxyForUrl(url: URL): string;
}
