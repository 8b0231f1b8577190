/** The URL, or `null`: `URL.canParse` of Node 20 rejects addresses with an umlaut once it has been called often. */
export function parsedUrl(address: string): URL | null {
	try {
		return new URL(address);
	} catch {
		return null;
	}
}
