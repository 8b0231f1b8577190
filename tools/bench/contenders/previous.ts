import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import type { Access, Contender } from '../types';
import { getOrder } from './getOrder';

/** Where version 0.1.0 was built; outside the clone, since no release contains it. */
const FOLDER =
	process.env.GET_ORDER_0_1_0 ??
	path.join(homedir(), '.cache', 'n8n-nodes-marketplace-orders', 'get-order-0.1.0');
/** The compiled package. */
export const PREVIOUS_DIST = path.join(FOLDER, 'dist');

export const hasPrevious = (): boolean => existsSync(PREVIOUS_DIST);

/** Get Order as version 0.1.0 had it. */
export const previous = async (access: Access): Promise<Contender> =>
	await getOrder(access, PREVIOUS_DIST);
