import type { IExecuteFunctions } from 'n8n-workflow';

/** What every kind of node context has, of a run as of a poll. */
export type NodeContext = Pick<IExecuteFunctions, 'getNode' | 'getCredentials' | 'logger'> & {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	/** Missing in older versions of n8n. */
	isToolExecution?(): boolean;
	/** Missing in polls and in old versions of n8n. */
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** True where a language model runs the node: n8n gives the node's type this ending then. */
export const isTool = (context: Pick<NodeContext, 'getNode' | 'isToolExecution'>): boolean =>
	context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');
