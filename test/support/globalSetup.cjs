const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** One home of n8n's engine for all tests, which is removed after the last one. */
module.exports = async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-engine-'));
	process.env.TEST_N8N_HOME = folder;
	globalThis.removeTestHome = () => rmSync(folder, { recursive: true, force: true });
};
