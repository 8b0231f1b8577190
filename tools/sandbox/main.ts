/**
 * Runs the sandbox of all providers until Ctrl-C, e.g. for an n8n on the same host.
 *
 *   npm run sandbox                        on any free port
 *   PORT=8080 npm run sandbox              on a fixed port
 *   CALLS_PER_SECOND=1 npm run sandbox     with the rate limit of an app in test status
 */
import { readOptions } from '../options.cjs';
import { startSandbox } from '.';
import { guide } from './guide';

async function main(): Promise<void> {
	readOptions('sandbox');
	const { PORT = 0, CALLS_PER_SECOND } = process.env;
	const sandbox = await startSandbox({
		port: Number(PORT),
		log: false,
		...(CALLS_PER_SECOND ? { callsPerSecond: Number(CALLS_PER_SECOND) } : {}),
	});
	console.log(`
Sandbox of AliExpress, Tuya and Amazon: ${sandbox.baseUrl}   (press Ctrl-C to stop)

${guide(sandbox)}

To try an Authorization Code instead of the two AliExpress tokens (single use, valid for 3 minutes):
  ${sandbox.issueCode()}
`);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((reason: unknown) => {
	console.error(reason instanceof Error ? reason.message : reason);
	process.exitCode = 1;
});
