import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const END = '.';

/**
 * A mail server on a loopback port that keeps what it is given.
 *
 * @param {{user: string, password: string}} account the accepted one
 */
export async function startMail({ user, password }) {
	const mails = [];
	let refusedNext = 0;
	const accepted = Buffer.from(`\0${user}\0${password}`).toString('base64');

	const server = createServer((socket) => {
		const say = (line) => void socket.write(`${line}\r\n`);
		let isSignedIn = false;
		let envelope = { to: [] };
		/** The lines of the message that is being received. */
		let lines = null;
		socket.on('error', () => socket.destroy());

		const end = () => {
			const isRefused = refusedNext > 0;
			if (isRefused) refusedNext--;
			else mails.push({ ...envelope, ...parsed(lines) });
			lines = null;
			envelope = { to: [] };
			say(isRefused ? '452 4.2.2 Mailbox is full' : '250 2.0.0 Taken');
		};
		const command = (line) => {
			const [, address = ''] = /<(.*?)>/.exec(line) ?? [];
			if (/^EHLO/i.test(line)) return say('250-stand-in\r\n250 AUTH PLAIN');
			if (/^AUTH PLAIN/i.test(line)) {
				isSignedIn = line.split(' ')[2] === accepted;
				return say(isSignedIn ? '235 2.7.0 Welcome' : '535 5.7.8 Wrong user or password');
			}
			if (/^(QUIT|RSET)/i.test(line)) return say(/^Q/i.test(line) ? '221 Bye' : '250 OK');
			if (!isSignedIn) return say('530 5.7.0 Sign in first');
			if (/^MAIL FROM/i.test(line)) return say('250 2.1.0 OK');
			if (/^RCPT TO/i.test(line)) {
				envelope.to.push(address);
				return say('250 2.1.5 OK');
			}
			if (!/^DATA/i.test(line)) return say('502 5.5.1 Unknown command');
			lines = [];
			return say('354 Go ahead');
		};
		createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
			if (lines === null) command(line);
			else if (line === END) end();
			else lines.push(line.replace(/^\.\./, '.'));
		});
		say('220 stand-in');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	server.unref();

	return {
		/** What was sent: `{to, subject, text}`, oldest first. */
		mails,

		/** The next so many mails are refused. */
		refuseNext: (count) => (refusedNext = count),

		/** The fields of n8n's credential "SMTP". */
		credential: { user, password, host: '127.0.0.1', port, secure: false, disableStartTls: true },
	};
}

/** Subject and text of a plain message. */
function parsed(lines) {
	const empty = lines.indexOf('');
	const headers = lines.slice(0, empty).join('\n');
	const body = lines.slice(empty + 1).join('\n');
	const [, encoding = '7bit'] = /^Content-Transfer-Encoding: (.+)$/im.exec(headers) ?? [];
	const [, subject = ''] = /^Subject: (.+)$/im.exec(headers) ?? [];
	return { subject, text: decoded(body, encoding.toLowerCase()).trim() };
}

function decoded(body, encoding) {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replace(/=\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}
