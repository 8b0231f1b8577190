import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** n8n's engine looks for a home of its own: a new one, so that nobody's real n8n is touched. */
process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'get-order-engine-'));
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENCRYPTION_KEY = 'key-of-the-test-engine';
