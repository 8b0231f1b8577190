import type { IExecuteFunctions } from 'n8n-workflow';

/** Shows a sentence above the node's output, where n8n reads it as HTML. */
export function addHint(context: IExecuteFunctions, sentence: string): void {
	const message = sentence.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
	context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
}
