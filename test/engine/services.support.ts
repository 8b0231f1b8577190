import './home.support';

import 'reflect-metadata';

import { createRequire } from 'node:module';

interface Services {
	readonly Container: {
		get<T>(type: abstract new (...parameters: never[]) => T): T;
		set<T>(type: abstract new (...parameters: never[]) => T, value: T): void;
	};
}
interface Logs {
	readonly Logger: new (...parameters: never[]) => ServiceLogger;
}
interface ServiceLogger {
	setInternalLogger(logger: unknown): void;
}

// From where n8n's engine finds them, so that there is one container and one logger.
const n8n = createRequire(require.resolve('n8n-core'));

/** n8n's services, as its engine sees them. */
export const { Container } = n8n('@n8n/di') as Services;
export const { Logger } = n8n('@n8n/backend-common') as Logs;
