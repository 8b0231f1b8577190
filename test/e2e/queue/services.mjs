import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { freePort } from '../ports.mjs';
import { launch, temporaryFolder, untilReady } from '../processes.mjs';
import { UserError } from '../userError.mjs';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const ROOT_RUNS_AS = 'postgres';

/**
 * Starts a temporary Redis and PostgreSQL on free ports. Both are stopped and deleted when this process
 * exits.
 *
 * @returns {Promise<{env: Record<string, string>, stop: () => Promise<void>}>} `env` configures n8n to use both
 */
export async function startServices() {
	const folder = temporaryFolder('services');
	chmodSync(folder, 0o755);
	const redis = await startRedis(path.join(folder, 'redis'));
	const postgres = await startPostgres(path.join(folder, 'postgres'));
	return {
		env: { ...redis.env, ...postgres.env },
		async stop() {
			await Promise.all([redis.stop(), postgres.stop()]);
		},
	};
}

async function startRedis(folder) {
	const binary = find('redis-server', [], 'sudo apt-get install redis-server');
	const port = await freePort();
	mkdirSync(folder);
	const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	const stop = await serve([binary, ...args.map(String)], () => {
		const ping = spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' });
		return ping.stdout?.startsWith('PONG');
	});
	const env = { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) };
	return { env, stop };
}

async function startPostgres(folder) {
	const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
	const folders = versions.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'));
	const advice = 'sudo apt-get install postgresql';
	const port = await freePort();
	const data = path.join(folder, 'data');
	mkdirSync(folder);
	const asUser = unprivileged(folder);
	const initdb = find('initdb', folders, advice);
	const made = run([...asUser, initdb, '-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '-N']);
	if (made.status !== 0) throw new Error(`initdb did not make a database:\n${made.stderr}`);
	const server = [find('postgres', folders, advice), '-D', data, '-p', port, '-k', folder, '-F'];
	const stop = await serve([...asUser, ...server.map(String)], () => {
		const ready = [find('pg_isready', folders, advice), '-h', '127.0.0.1', '-p', String(port)];
		return run(ready).status === 0;
	});
	const env = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_DATABASE: 'postgres',
	};
	return { env, stop };
}

/** PostgreSQL does not run as root: run it as Debian's postgres user. */
function unprivileged(folder) {
	if (process.getuid?.() !== 0) return [];
	const [uid, gid] = ['-u', '-g'].map((flag) => Number(run(['id', flag, ROOT_RUNS_AS]).stdout));
	chownSync(folder, uid, gid);
	return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

const run = (/** @type {string[]} */ [command, ...args]) =>
	spawnSync(command, args, { encoding: 'utf8', cwd: '/' });

/** Starts a server and waits until it responds. Returns a function that stops it. */
async function serve(/** @type {string[]} */ [command, ...args], answers) {
	const server = launch(command, args, { cwd: '/', log: () => {} });
	await untilReady(server, path.basename(command), answers);
	return server.stop;
}

function find(name, folders, advice) {
	const onPath = (process.env.PATH ?? '').split(path.delimiter);
	const file = [...folders, ...onPath].map((dir) => path.join(dir, name)).find(existsSync);
	if (file) return file;
	throw new UserError(`${name} is not installed.`, `Install it (Debian: ${advice}).`);
}
