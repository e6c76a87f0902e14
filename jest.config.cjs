const swc = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  transform: { '\\.ts$': swc },
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  // The sources alone: jest looks at every file below them before it runs any.
  roots: ['src', 'stand-ins', 'test', 'tools'].map((folder) => `<rootDir>/${folder}`),
});

/** Two projects: `unit` needs no emulator; `e2e` deploys with Terraform onto one of its own. */
module.exports = {
  // Milliseconds. No test is timed: this only ends one that hangs, on however busy a machine.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/support/share-syntheses.cjs',
  testSequencer: '<rootDir>/test/support/environments-first.mjs',
  projects: [
    project('unit', ['<rootDir>/test/**/*.test.ts']),
    project('e2e', ['<rootDir>/test/**/*.e2e.ts']),
  ],
};
