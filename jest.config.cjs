const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  transform,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.emulator'],
});

/** Two projects: `unit` needs nothing but node_modules; `e2e` needs Terraform, the provider and the emulator. */
module.exports = {
  projects: [
    project('unit', ['<rootDir>/test/**/*.test.ts']),
    project('e2e', ['<rootDir>/test/**/*.e2e.ts']),
  ],
};
