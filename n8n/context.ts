import type { IExecuteFunctions } from 'n8n-workflow';

/** What every kind of node context has, of a run as of a poll. */
export type NodeContext = Pick<IExecuteFunctions, 'getNode' | 'getCredentials' | 'logger'> & {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	/** Missing in polls and in old versions of n8n. */
	getExecutionCancelSignal?(): AbortSignal | undefined;
};
