/** jest runs the TypeScript of test/ and, in unit tests, of the sources; engine tests load dist/. */
module.exports = {
	rootDir: __dirname,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/dist/package.json',
		'<rootDir>/.cache/',
		'<rootDir>/demo-output/',
	],
	testTimeout: 60_000,
	// n8n’s engine is loaded anew for each file and stays in memory: a worker is replaced before that slows it.
	maxWorkers: '100%',
	workerIdleMemoryLimit: '1GB',
	testEnvironment: '<rootDir>/test/support/environment.cjs',
	globalSetup: '<rootDir>/test/support/globalSetup.cjs',
	globalTeardown: '<rootDir>/test/support/globalTeardown.cjs',
	reporters: ['default', '<rootDir>/test/support/reporter.cjs'],
};
