/**
 * Preloaded into each child (`--require`): when the parent is gone, however it went, the channel
 * closes and the child ends too. A killed parent can run no handler of its own.
 */
if (process.channel) {
	process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
	process.channel.unref();
}
