import { clip } from '../order/text';
import type { Failure } from './failure';

export type ProviderWords = Pick<Failure, 'code' | 'subCode' | 'providerMessage' | 'requestId'>;

const LONGEST = { code: 100, subCode: 100, providerMessage: 300, requestId: 100 } as const;

/** Text that can be shown: one line, no markup, bounded in length. */
const plain = (text: string, longest: number): string =>
	clip(
		text
			.slice(0, 10_000)
			.replace(/<[^<>]*>/g, ' ')
			.replace(/[\s\p{Cc}]+/gu, ' ')
			.trim(),
		longest,
	);

/** A provider's own words as a failure carries them; what is empty is left out. */
export function providerWords(words: ProviderWords): ProviderWords {
	const shown: Record<string, string> = {};
	for (const [name, longest] of Object.entries(LONGEST)) {
		const text = plain(words[name as keyof ProviderWords] ?? '', longest);
		if (text !== '') shown[name] = text;
	}
	return shown;
}
