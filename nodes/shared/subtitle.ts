import type { INodeProperties } from 'n8n-workflow';

/** The choices of a parameter as the code of an object: value → name. */
const namesOf = (parameter: INodeProperties | undefined): string =>
	JSON.stringify(
		Object.fromEntries(
			(parameter?.options ?? []).map((each) => ['value' in each ? each.value : '', each.name]),
		),
	);

/**
 * For the line under a node's name: `AliExpress · Order Items`.
 *
 * @param shown the names of the parameters, each with the text for a value that an expression gives
 */
export function subtitleOf(
	parameters: readonly INodeProperties[],
	shown: Readonly<Record<string, string>>,
): string {
	const parts = Object.entries(shown).map(([name, otherwise]) => {
		const names = namesOf(parameters.find((each) => each.name === name));
		return `{{ (${names})[$parameter["${name}"]] || ${JSON.stringify(otherwise)} }}`;
	});
	return `=${parts.join(' · ')}`;
}
