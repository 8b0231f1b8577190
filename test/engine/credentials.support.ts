import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { Credentials } from 'n8n-core';
import {
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** A credential store as n8n's database is: by id, copied in and out, kept in a file if one is named. */
export class CredentialStore {
	private readonly entries = new Map<string, string>();
	/** How often each credential was written after it was put in. */
	readonly writes = new Map<string, number>();

	constructor(private readonly file?: string) {
		if (!file || !existsSync(file)) return;
		const entries = JSON.parse(readFileSync(file, 'utf8')) as Array<[string, string]>;
		for (const [id, text] of entries) this.entries.set(id, text);
	}

	put(id: string, data: ICredentialDataDecryptedObject): void {
		this.entries.set(id, JSON.stringify(data));
		if (!this.file) return;
		writeFileSync(`${this.file}.new`, JSON.stringify([...this.entries]));
		renameSync(`${this.file}.new`, this.file);
	}

	get(id: string): ICredentialDataDecryptedObject {
		const text = this.entries.get(id);
		if (text === undefined) throw new Error(`Credential with ID "${id}" does not exist`);
		return JSON.parse(text) as ICredentialDataDecryptedObject;
	}

	/** As a run reads it; a test may replace this. */
	read(id: string): ICredentialDataDecryptedObject {
		return this.get(id);
	}

	write(id: string, data: ICredentialDataDecryptedObject): void {
		this.writes.set(id, (this.writes.get(id) ?? 0) + 1);
		this.put(id, data);
	}
}

const idOf = ({ id, name }: INodeCredentialsDetails): string => id ?? name;

/**
 * What n8n's own helper does with credentials while a workflow runs, over a store in memory: the
 * rules of renewing and storing a session are the same, step for step.
 */
export class EngineCredentials extends ICredentialsHelper {
	constructor(
		private readonly types: Readonly<Record<string, ICredentialType>>,
		readonly store: CredentialStore,
	) {
		super();
	}

	private typeNamed(name: string): ICredentialType {
		const type = this.types[name];
		if (!type) throw new Error(`Unknown credential type "${name}"`);
		return type;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeNamed(typeName);
		if (typeof authenticate !== 'function') return requestOptions as IHttpRequestOptions;
		return await authenticate.call(
			this.typeNamed(typeName),
			credentials,
			requestOptions as IHttpRequestOptions,
		);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.typeNamed(typeName);
		const expirable = type.properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		);
		if (!expirable || !type.preAuthentication) return undefined;
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;
		const output = (await type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined) return undefined;
		const details = node.credentials?.[typeName];
		if (!details) return undefined;
		const stored = this.store.get(idOf(details));
		for (const [key, value] of Object.entries(output)) {
			if (key === expirable.name || !isExpression(stored[key])) stored[key] = value;
		}
		await this.updateCredentials(details, typeName, stored);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		const credentials = new Credentials({ id: idOf(details), name: details.name }, type);
		await credentials.setData(this.store.get(idOf(details)));
		return credentials;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		item?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.store.read(idOf(details));
		const decrypted = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			stored as never,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		// No property, but n8n hands it out all the same.
		if (stored.oauthTokenData !== undefined) decrypted.oauthTokenData = stored.oauthTokenData;
		if (!item) return decrypted;
		return item.workflow.expression.getParameterValue(
			decrypted as INodeParameters,
			item.runExecutionData,
			item.runIndex,
			item.itemIndex,
			item.node.name,
			item.connectionInputData,
			mode,
			{},
			executeData,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store.write(idOf(details), data);
	}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeNamed(type).properties;
	}
}
