import { name, version } from '../package.json';

export const USER_AGENT = `${name}/${version}`;
