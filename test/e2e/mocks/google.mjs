import { generateKeyPairSync, randomBytes } from 'node:crypto';

const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets';

/**
 * Mocks Google's token endpoint for one service account and the Sheets API for one spreadsheet.
 *
 * @param {ReturnType<import('./spreadsheet.mjs').spreadsheet>} document
 * @param {{verify: (...token: any[]) => any}} jsonwebtoken
 */
export function google(document, { verify }) {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const email = 'orders@end-to-end-test.iam.gserviceaccount.com';
	const token = randomBytes(24).toString('hex');

	return {
		/** The fields of n8n's credential "Google Service Account API". */
		credential: {
			email,
			privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
			inpersonate: false,
		},

		/** @type {import('./proxy.mjs').Host} */
		tokens: ({ path, body }) => {
			const form = new URLSearchParams(body);
			const claims = { issuer: email, audience: TOKEN_URL };
			const { scope } = verify(form.get('assertion'), publicKey, claims);
			const granted =
				path === '/token' && form.get('grant_type') === GRANT && scope.split(' ').includes(SCOPE);
			return granted
				? { body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } }
				: { status: 400, body: { error: 'invalid_grant' } };
		},

		/** @type {import('./proxy.mjs').Host} */
		sheets: (request) => {
			if (request.headers.authorization !== `Bearer ${token}`) return no(401, 'UNAUTHENTICATED');
			const { method, path } = request;
			const begin = `/v4/spreadsheets/${document.id}`;
			if (!path.startsWith(begin)) return no(404, 'NOT_FOUND');
			const [, call, range] = /^(\/values\/|.*)(.*)$/.exec(path.slice(begin.length));
			const perform = CALLS[`${method} ${call}`];
			if (!perform) return no(400, `${method} ${path}`);
			return { body: perform(document, request, decodeURIComponent(range)) };
		},
	};
}

/**
 * The API calls of n8n's Google Sheets node; paths are relative to the spreadsheet.
 *
 * @type {Readonly<Record<string, (...request: any[]) => object>>}
 */
const CALLS = {
	'GET ': ({ properties }) => ({ sheets: properties }),
	'GET /values/': (document, { query }, range) => {
		const values = document.read(range, query.get('valueRenderOption'));
		return { range, majorDimension: 'ROWS', ...(values.length > 0 ? { values } : {}) };
	},
	'PUT /values/': (document, { body, query }, range) => {
		document.write(range, JSON.parse(body).values, query.get('valueInputOption'));
		return { spreadsheetId: document.id };
	},
	'POST /values:batchUpdate': (document, { body }) => {
		const { data, valueInputOption } = JSON.parse(body);
		for (const { range, values } of data) document.write(range, values, valueInputOption);
		return { spreadsheetId: document.id };
	},
	// Adds empty rows to the grid; this spreadsheet is unlimited.
	'POST :batchUpdate': ({ id }) => ({ spreadsheetId: id, replies: [{}] }),
};

const no = (code, status) => ({ status: code, body: { error: { code, status, message: status } } });
