import type { Gateway } from './types';

/**
 * A gateway whose access tokens expire each time so many calls were accepted. Counting calls rather
 * than time makes the number of expiries the same on every host. Token calls do not count.
 */
export const expireAfter = (calls: number, gateway: Gateway, expire: () => void): Gateway => {
	let accepted = 0;
	return (request) => {
		const prepared = gateway(request);
		if (prepared.call === 'token' || prepared.call === 'refresh') return prepared;
		return {
			...prepared,
			reply: () => {
				const reply = prepared.reply();
				if (reply.outcome === 'ok' && ++accepted % calls === 0) expire();
				return reply;
			},
		};
	};
};
