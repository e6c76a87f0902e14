// @ts-check
'use strict';

/**
 * One check: a command that exits with 0 when all is well.
 *
 * @typedef {object} Check
 * @property {string} name what `npm test -- <name>` runs
 * @property {string} proves
 * @property {readonly string[]} command
 * @property {Readonly<Record<string, string>>} [env] added to the environment
 */

const bin = (/** @type {string} */ name) => `node_modules/.bin/${name}`;
const python = '.venv/bin/python';
const pythonSources = ['tools', 'test', 'lambdas'];

/**
 * On two cores, two lanes: the tests on the emulator mostly wait for it, the others compute. Each lane in its order.
 *
 * @type {readonly (readonly Check[])[]}
 */
const lanes = [
  [
    {
      name: 'e2e',
      proves: 'the stacks on an emulator, with the real Terraform and provider',
      // Each file has an emulator of its own, and mostly waits for Terraform: a third one finds the cores idle.
      command: [bin('jest'), '--maxWorkers', '3', '--selectProjects', 'e2e'],
      // The SDK wants Node.js 22 from January 2027 on; its version is pinned.
      env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    },
  ],
  [
    { name: 'types', proves: 'TypeScript', command: [bin('tsc'), '--noEmit', '-p', '.'] },
    { name: 'lint', proves: 'ESLint, import directions among it', command: [bin('eslint'), '.'] },
    { name: 'format', proves: 'Prettier', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
    {
      name: 'python',
      proves: 'ruff: Python lint',
      command: [python, '-m', 'ruff', 'check', ...pythonSources],
    },
    {
      name: 'python-format',
      proves: 'ruff: Python format',
      command: [python, '-m', 'ruff', 'format', '--check', ...pythonSources],
    },
    {
      name: 'python-types',
      proves: 'mypy, strict: the functions',
      command: [python, '-m', 'mypy'],
    },
    {
      name: 'workflows',
      proves: 'zizmor: the GitHub workflows are safe',
      command: ['.venv/bin/zizmor', '--offline', '--persona=auditor', '--no-progress', '--quiet', '.github'],
    },
    {
      name: 'unit',
      proves: 'configuration, constructs, policies, tools',
      command: [bin('jest'), '--maxWorkers', '2', '--selectProjects', 'unit'],
    },
    {
      name: 'emulator',
      proves: 'the emulator, through an AWS SDK',
      command: [python, '-m', 'pytest', 'tools/emulator/tests'],
      env: { PYTHONDONTWRITEBYTECODE: '1' },
    },
    {
      name: 'functions',
      proves: 'the packaged functions, on a MariaDB and the emulator',
      command: [python, '-m', 'pytest', 'lambdas'],
      env: { PYTHONDONTWRITEBYTECODE: '1' },
    },
  ],
];

/** Every check, by name. */
const checks = lanes.flat();

module.exports = { checks, lanes };
