declare module 'proxy-from-env' {
	export function getProxyForUrl(url: URL): string;
}
