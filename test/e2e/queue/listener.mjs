import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../ports.mjs';

/** An address on this host that keeps what is posted to it, as JSON, and can refuse it. */
export async function startListener() {
	const posts = [];
	let refusedNext = 0;
	const server = createServer(async (request, response) => {
		const body = await json(request);
		const isRefused = refusedNext > 0;
		if (isRefused) refusedNext--;
		else posts.push(body);
		response.writeHead(isRefused ? 500 : 200, { 'content-type': 'application/json' });
		response.end('{}');
	});
	const port = await listen(server);
	server.unref();
	return {
		url: `http://127.0.0.1:${port}/`,
		posts,
		refuseNext: (count) => (refusedNext = count),
	};
}
