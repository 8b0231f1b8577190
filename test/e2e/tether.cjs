/**
 * Preloaded into each child (`--require`): when the parent is gone, however it went, the channel
 * closes and the child ends too, with all that it started. A killed parent can run no handler of its
 * own, and a child that can no longer write its log may not get through its shutdown.
 */
const GRACE_MS = 5_000;

if (process.channel) {
	process.once('disconnect', () => {
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
		process.kill(process.pid, 'SIGTERM');
	});
	process.channel.unref();
}
