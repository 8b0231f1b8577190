import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that is removed when the process ends, for a program that Jest does not run. */
function ownHome(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-engine-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** n8n's engine looks for a home: a new one, so that nobody's real n8n is touched. */
process.env.N8N_USER_FOLDER = process.env.TEST_N8N_HOME ?? ownHome();
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENCRYPTION_KEY = 'key-of-the-test-engine';
