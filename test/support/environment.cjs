/**
 * Jest gives a worker half a second to end after its last test. Node needs longer to take down the
 * heaps in which n8n's engine was loaded, so a worker with nothing left to do exits without that.
 */
if (process.send) process.once('beforeExit', () => process.exit());

module.exports = require('jest-environment-node').TestEnvironment;
