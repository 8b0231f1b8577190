import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { listen } from '../ports.mjs';

/** A mail server on a loopback port that keeps what it is given. */
export async function startMail({ simpleParser }) {
	const [user, password] = ['shop', randomBytes(16).toString('hex')];
	const mails = [];
	let refusedNext = 0;
	const accepted = Buffer.from(`\0${user}\0${password}`).toString('base64');

	const server = createServer((socket) => {
		const say = (line) => void socket.write(`${line}\r\n`);
		let isSignedIn = false;
		let to = [];
		/** The lines of the message that is being received. */
		let lines = null;
		socket.on('error', () => socket.destroy());

		const end = async () => {
			const isRefused = refusedNext > 0;
			const { subject, text } = await simpleParser(lines.join('\r\n'));
			if (isRefused) refusedNext--;
			else mails.push({ to, subject, text: text.trim() });
			lines = null;
			to = [];
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
				to.push(address);
				return say('250 2.1.5 OK');
			}
			if (!/^DATA/i.test(line)) return say('502 5.5.1 Unknown command');
			lines = [];
			return say('354 Go ahead');
		};
		createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
			if (lines === null) command(line);
			else if (line === '.') void end();
			else lines.push(line.replace(/^\.\./, '.'));
		});
		say('220 stand-in');
	});
	const port = await listen(server);
	server.unref();

	return {
		/** What was sent: `{to, subject, text}`, oldest first. */
		mails,

		/** Refuses the next `count` mails. */
		refuseNext: (count) => (refusedNext = count),

		/** The fields of n8n's credential "SMTP". */
		credential: { user, password, host: '127.0.0.1', port, secure: false, disableStartTls: true },
	};
}
