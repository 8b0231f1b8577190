import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

/** Imports run one way: nodes, credentials → providers → order, http. */
const zone = (target, from, message) => ({ target, from, message });
const oneWay = [
	zone('./order', ['./http', './providers', './nodes', './credentials'], 'order/ knows nobody.'),
	zone('./http', ['./order', './providers', './nodes', './credentials'], 'http/ knows nobody.'),
	zone(
		'./providers',
		['./nodes', './credentials'],
		'providers/ know neither node nor credentials.',
	),
	zone('./providers/tuya', './providers/aliexpress', 'Providers do not know each other.'),
	zone('./providers/aliexpress', './providers/tuya', 'Providers do not know each other.'),
	zone(
		'./test/sandbox',
		['./order', './http', './providers', './nodes', './credentials'],
		'The sandbox is written from the documents and shares no code with what it checks.',
	),
];

export default [
	{ ignores: ['dist/**', 'demo-output/**', '.cache/**', 'coverage/**'] },
	// Sources of a made-up provider, whose imports fit where a test lays them.
	{ ignores: ['test/newProvider/{providers,credentials}/**'] },
	...configWithoutCloudSupport,
	{
		files: ['**/*.ts'],
		rules: {
			'import-x/no-restricted-paths': ['error', { zones: oneWay }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
		},
	},
	{
		// The rule knows secrets by their names; an authorization code is one all the same.
		files: ['credentials/**/*.ts'],
		rules: { '@n8n/community-nodes/credential-unnecessary-password': 'off' },
	},
	{
		// Rules for a node's own code; tests print, start processes, hold made-up secrets, try old helpers.
		files: ['test/**/*.ts'],
		rules: {
			'no-console': 'off',
			'@n8n/community-nodes/no-hardcoded-secrets': 'off',
			'@n8n/community-nodes/no-deprecated-workflow-functions': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
		},
	},
	{
		// The one accepted exception: undici and the libraries for exact data (see README, Limits).
		files: ['package.json'],
		rules: { '@n8n/community-nodes/no-runtime-dependencies': 'off' },
	},
];
