/**
 * Preloaded into each child process with `--require`. When the parent exits, the IPC channel closes and
 * the child stops its whole process group. The parent cannot do this itself when it is killed.
 */
const GRACE_MS = 5_000;

if (process.channel) {
	process.once('disconnect', () => {
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
		process.kill(process.pid, 'SIGTERM');
	});
	process.channel.unref();
}
