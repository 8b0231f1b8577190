import './home.support';

import 'reflect-metadata';

import { createRequire } from 'node:module';
import path from 'node:path';

import { CustomDirectoryLoader, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	cronNodeOptions,
	NodeHelpers,
	Workflow,
	type IConnections,
	type IDataObject,
	type ICredentialType,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IPinData,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
} from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { CredentialStore, EngineCredentials } from './credentials.support';
import { testNodes } from './nodes.support';

const PACKAGE = 'n8n-nodes-marketplace-orders';
export const GET_ORDER = `${PACKAGE}.getOrder`;
export const DIST = path.resolve(__dirname, '../../dist');

/** A module of the compiled package. */
export const compiled = <T>(file: string, dist = DIST): T =>
	createRequire(__filename)(path.join(dist, file)) as T;

export interface WorkflowJson {
	readonly name?: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly pinData?: IPinData;
	/** For example the time zone. */
	readonly settings?: IWorkflowSettings;
	readonly staticData?: IDataObject;
}

/** A run as a user sees it: what each node returned, by output, and the error that ended it. */
export interface Finished {
	readonly run: IRun;
	/** The items of a node's output, by default the first. */
	items(node: string, output?: number): INodeExecutionData[];
	jsons(node: string, output?: number): Array<Record<string, unknown>>;
	readonly error:
		| { message: string; description?: string | null; context?: { itemIndex?: number } }
		| undefined;
	hints(node: string): string[];
}

/** Runs workflows with the compiled package on n8n's own engine. */
export interface Engine {
	readonly store: CredentialStore;
	readonly nodeTypes: INodeTypes;
	additionalData(workflow: WorkflowJson): IWorkflowExecuteAdditionalData;
	/** Runs it by hand. */
	start(workflow: WorkflowJson): Promise<{ finished: Promise<Finished>; cancel(): void }>;
	run(workflow: WorkflowJson): Promise<Finished>;
	describe(node: string): INodeType['description'];
	/** Makes the package's node and credentials anew, with this clock and chance. */
	use(runtime: Runtime): void;
}

export async function createEngine(
	more: {
		nodes?: Record<string, INodeType>;
		credentials?: Record<string, ICredentialType>;
		store?: CredentialStore;
		/** The built package, by default this project's. */
		dist?: string;
		/** Time and chance for the package, by default the system's. */
		runtime?: Runtime;
	} = {},
): Promise<Engine> {
	const loader = new CustomDirectoryLoader(more.dist ?? DIST);
	await loader.loadAll();
	const nodes: Record<string, INodeType | IVersionedNodeType> = { ...testNodes, ...more.nodes };
	Object.values(nodes).forEach(withPollTimes);
	const credentialTypes: Record<string, ICredentialType> = {};
	const use = (runtime?: Runtime): void => {
		for (const [name, { type }] of Object.entries(loader.nodeTypes))
			nodes[`${PACKAGE}.${name}`] = withPollTimes(made(type, runtime));
		for (const [name, { type }] of Object.entries(loader.credentialTypes))
			credentialTypes[name] = made(type, runtime);
		Object.assign(credentialTypes, more.credentials);
	};
	use(more.runtime);
	const nodeTypes: INodeTypes = {
		getByName: (name) => named(nodes, name),
		getByNameAndVersion: (name, version) =>
			NodeHelpers.getVersionedNodeType(named(nodes, name), version),
		getKnownTypes: () => ({}),
	};
	const store = more.store ?? new CredentialStore();
	const credentialsHelper = new EngineCredentials(credentialTypes, store);

	const additionalData: Engine['additionalData'] = (json) => additional(credentialsHelper, json);
	const start: Engine['start'] = async (json) => {
		const workflow = new Workflow({
			id: 'test',
			name: json.name ?? 'test',
			nodes: structuredClone(json.nodes),
			connections: json.connections,
			active: false,
			nodeTypes,
			staticData: json.staticData,
			settings: json.settings,
		});
		const first = json.nodes[0];
		if (!first) throw new Error('A workflow needs a node');
		const data = createRunExecutionData({
			resultData: { pinData: json.pinData ?? {} },
			executionData: {
				nodeExecutionStack: [
					{
						node: workflow.getNode(first.name) ?? first,
						data: { main: [[{ json: {} }]] },
						source: null,
					},
				],
			},
		});
		const run = new WorkflowExecute(additionalData(json), 'manual', data);
		const execution = run.processRunExecutionData(workflow);
		return { finished: execution.then(finish), cancel: () => execution.cancel() };
	};
	return {
		store,
		nodeTypes,
		additionalData,
		start,
		run: async (json) => await (await start(json)).finished,
		describe: (name) => NodeHelpers.getVersionedNodeType(named(nodes, name)).description,
		use,
	};
}

/** Another instance of a class of the package. */
const made = <T extends object>(instance: T, runtime: Runtime | undefined): T =>
	new (instance.constructor as new (runtime?: Runtime) => T)(runtime);

/** n8n adds Poll Times to a polling node when it loads the node; one made anew needs them again. */
function withPollTimes<T extends INodeType | IVersionedNodeType>(type: T): T {
	if (!('poll' in type) || !type.description.polling) return type;
	const { properties } = type.description;
	if (!properties.some(({ name }) => name === POLL_TIMES.name)) properties.unshift(POLL_TIMES);
	return type;
}

function named<T>(all: Readonly<Record<string, T>>, name: string): T {
	const found = all[name];
	if (!found) throw new Error(`Unknown node type "${name}"`);
	return found;
}

function finish(run: IRun): Finished {
	const { runData, error } = run.data.resultData;
	const items: Finished['items'] = (node, output = 0) =>
		runData[node]?.[0]?.data?.main?.[output] ?? [];
	return {
		run,
		items,
		jsons: (node, output) => items(node, output).map(({ json }) => json),
		error: error as Finished['error'],
		hints: (node) => (runData[node]?.[0]?.hints ?? []).map(({ message }) => message),
	};
}

const POLL_TIMES: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: { item: [{ mode: 'everyMinute' }] },
	options: cronNodeOptions,
};

const LOCAL = 'http://localhost:5678/';

function additional(
	credentialsHelper: EngineCredentials,
	json: WorkflowJson,
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks('manual', '1', {
			...json,
			id: 'test',
			name: 'test',
			active: false,
		} as unknown as IWorkflowBase),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: LOCAL,
		instanceBaseUrl: LOCAL,
		formWaitingBaseUrl: LOCAL,
		webhookBaseUrl: LOCAL,
		webhookWaitingBaseUrl: LOCAL,
		webhookTestBaseUrl: LOCAL,
		variables: {},
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

const node = (
	id: string,
	name: string,
	type: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode => ({ id, name, type, typeVersion: 1, position: [0, 0], parameters, ...more });

const CREDENTIALS: INode['credentials'] = {
	aliExpressApi: { id: 'ali', name: 'AliExpress account' },
	tuyaApi: { id: 'tuya', name: 'Tuya account' },
	amazonSpApi: { id: 'amazon', name: 'Amazon account' },
};

/** A workflow of one node with all credentials. */
export const nodeWorkflow = (type: string, parameters: INodeParameters): WorkflowJson => ({
	nodes: [node('1', 'Node', type, parameters, { credentials: CREDENTIALS })],
	connections: {},
});

/** The commonest workflow: items → Get Order. `orders` is what the item node returns. */
export function getOrderWorkflow(
	orders: ReadonlyArray<Record<string, unknown>>,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): WorkflowJson {
	return {
		nodes: [
			node('1', 'Orders', 'test.items', { items: JSON.stringify(orders) }),
			node('2', 'Get Order', GET_ORDER, parameters, { credentials: CREDENTIALS, ...more }),
		],
		connections: { Orders: { main: [[{ node: 'Get Order', type: 'main', index: 0 }]] } },
	};
}
