import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

/** Imports run one way: nodes, credentials -> n8n -> client -> providers -> changes -> order, json, http. */
const LAYERS = [
	['nodes', 'credentials'],
	['n8n'],
	['client'],
	['providers'],
	['changes'],
	['order'],
	['json'],
	['http'],
];
const PROVIDERS = ['aliexpress', 'tuya', 'amazon'];
const zone = (target, from, message) => ({
	target: `./${target}`,
	from: from.map((folder) => `./${folder}`),
	message,
});
const oneWay = [
	...LAYERS.flatMap((layer, index) =>
		layer.map((folder) =>
			zone(
				folder,
				[...LAYERS.slice(0, index).flat(), ...layer.filter((other) => other !== folder)],
				`${folder}/ must not depend on a layer above it or at its level.`,
			),
		),
	),
	...PROVIDERS.map((name) => {
		const others = PROVIDERS.filter((other) => other !== name).map((other) => `providers/${other}`);
		return zone(`providers/${name}`, others, 'Providers do not depend on each other.');
	}),
	zone(
		'tools/sandbox',
		LAYERS.flat(),
		'The sandbox is written from the documents and shares no code with what it checks.',
	),
];
/** Folders that are compiled into the package. */
const PRODUCT = LAYERS.flat().map((folder) => `${folder}/**/*.ts`);

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
		// One file, one idea. A longer one is named here with its reason.
		files: PRODUCT,
		rules: { 'max-lines': ['error', { max: 200 }] },
	},
	{
		// The rules know secrets by their names, but an authorization code is one all the same, and names of
		// APIs by " API", but Amazon's is the SP-API.
		files: ['credentials/**/*.ts'],
		rules: {
			'@n8n/community-nodes/credential-unnecessary-password': 'off',
			'n8n-nodes-base/cred-class-field-display-name-missing-api': 'off',
		},
	},
	{
		// Rules for a node's own code; tests print, start processes, hold made-up secrets, try old helpers.
		files: ['test/**/*.ts', 'tools/**/*.ts'],
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
