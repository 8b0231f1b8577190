import { name, version } from '../package.json';

/** What every request of this package calls itself. */
export const USER_AGENT = `${name}/${version}`;
