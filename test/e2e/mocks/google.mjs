import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';

const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets';

/**
 * Mocks Google's token endpoint for one service account and the Sheets API for one spreadsheet.
 *
 * @param {ReturnType<import('./spreadsheet.mjs').spreadsheet>} document
 */
export function google(document) {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const publicKey = createPublicKey(privateKey);
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
			const claims = claimsOf(form.get('assertion') ?? '', publicKey);
			const granted =
				path === '/token' &&
				form.get('grant_type') === GRANT &&
				claims?.iss === email &&
				claims.aud === TOKEN_URL &&
				claims.scope.split(' ').includes(SCOPE);
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
			const rest = decodeURIComponent(path.slice(begin.length));
			const [, , perform] =
				CALLS.find(([verb, pattern]) => verb === method && pattern.test(rest)) ?? [];
			return perform ? { body: perform(document, rest, request) } : no(400, `${method} ${rest}`);
		},
	};
}

const bodyOf = ({ body }) => JSON.parse(body);

/**
 * The API calls of n8n's Google Sheets node; paths are relative to the spreadsheet.
 *
 * @type {ReadonlyArray<[string, RegExp, (...request: any[]) => object]>}
 */
const CALLS = [
	['GET', /^$/, ({ properties }) => ({ sheets: properties })],
	[
		'GET',
		/^\/values\//,
		(document, rest, { query }) => {
			const range = rest.slice('/values/'.length);
			const values = document.read(range, query.get('valueRenderOption'));
			return { range, majorDimension: 'ROWS', ...(values.length > 0 ? { values } : {}) };
		},
	],
	[
		'PUT',
		/^\/values\//,
		(document, rest, request) => {
			const { values } = bodyOf(request);
			document.write(rest.slice('/values/'.length), values, request.query.get('valueInputOption'));
			return { spreadsheetId: document.id };
		},
	],
	[
		'POST',
		/^\/values:batchUpdate$/,
		(document, _rest, request) => {
			const { data, valueInputOption } = bodyOf(request);
			for (const { range, values } of data) document.write(range, values, valueInputOption);
			return { spreadsheetId: document.id };
		},
	],
	// Adds empty rows to the grid; this spreadsheet is unlimited.
	['POST', /^:batchUpdate$/, ({ id }) => ({ spreadsheetId: id, replies: [{}] })],
];

/** The claims of a signed JWT (RFC 7519), `null` if the signature is invalid. */
function claimsOf(assertion, key) {
	const [header, claims, signature = ''] = assertion.split('.');
	const signed = Buffer.from(`${header}.${claims}`);
	if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) return null;
	return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

const no = (code, status) => ({ status: code, body: { error: { code, status, message: status } } });
