import { startSandbox } from '../../tools/sandbox';

/** The sandbox as a child process: tells its parent how to reach it, and serves until it is ended. */
void startSandbox({ log: false }).then(({ baseUrl, demo }) => process.send?.({ baseUrl, demo }));
