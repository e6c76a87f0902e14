// @ts-check
'use strict';
const { existsSync } = require('node:fs');
const { relative, resolve } = require('node:path');

/**
 * One check: a command that exits with 0 when all is well.
 *
 * @typedef {object} Check
 * @property {string} name what `npm test -- <name>` runs
 * @property {string} proves
 * @property {readonly string[]} command
 * @property {readonly string[]} [paths] files and folders that it looks at, behind the command; without them it takes none
 * @property {'jest' | 'pytest'} [runner] the test runner that it is, which can report how long each file took
 * @property {Readonly<Record<string, string>>} [env] added to the environment
 */

const root = resolve(__dirname, '../..');
const bin = (/** @type {string} */ name) => `node_modules/.bin/${name}`;
const python = '.venv/bin/python';
const pythonSources = ['tools', 'test', 'lambdas'];
const env = { PYTHONDONTWRITEBYTECODE: '1' };

/** An option with one value stands last: `--selectProjects` takes every path behind it for a project. */
const jestOf = (/** @type {string} */ project, /** @type {number} */ workers) => [
  bin('jest'),
  '--selectProjects',
  project,
  `--maxWorkers=${workers}`,
];

/**
 * Checks in the order in which they begin: three run side by side, so the longest come first, and the others yield to the very first.
 *
 * @type {readonly Check[]}
 */
const checks = [
  {
    name: 'e2e',
    proves: 'the stacks on an emulator, with the real Terraform and provider',
    // Each file has an emulator of its own. While two deploy, which is mostly waiting, others find the cores idle; one more waits
    // for a deployment to go on from.
    command: jestOf('e2e', 5),
    paths: [],
    runner: 'jest',
    // The SDK wants Node.js 22 from January 2027 on; its version is pinned.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
  {
    name: 'emulator',
    proves: 'the emulator, through an AWS SDK',
    command: [python, '-m', 'pytest'],
    paths: ['tools/emulator/tests'],
    runner: 'pytest',
    env,
  },
  {
    name: 'unit',
    proves: 'configuration, constructs, policies, tools',
    command: jestOf('unit', 2),
    paths: [],
    runner: 'jest',
  },
  {
    name: 'functions',
    proves: 'the packaged functions, on a MariaDB and the emulator',
    command: [python, '-m', 'pytest'],
    paths: ['lambdas'],
    runner: 'pytest',
    env,
  },
  { name: 'lint', proves: 'ESLint, import directions among it', command: [bin('eslint')], paths: ['.'] },
  { name: 'types', proves: 'TypeScript', command: [bin('tsc'), '--noEmit', '-p', '.'] },
  {
    name: 'ways-out',
    proves: 'cdktn gives the same JSON, and the sources fit AWS provider 6',
    command: [process.execPath, 'tools/ways-out/check.mjs'],
  },
  {
    name: 'format',
    proves: 'Prettier',
    command: [bin('prettier'), '--check', '--log-level', 'warn'],
    paths: ['.'],
  },
  {
    name: 'python',
    proves: 'ruff: Python lint',
    command: [python, '-m', 'ruff', 'check'],
    paths: pythonSources,
  },
  {
    name: 'python-format',
    proves: 'ruff: Python format',
    command: [python, '-m', 'ruff', 'format', '--check'],
    paths: pythonSources,
  },
  {
    name: 'python-types',
    proves: 'mypy, strict: emulator, functions and tests',
    // mypy takes one module of a name at a time, and each folder of tests has its conftest.
    command: [
      'sh',
      '-c',
      `for file in '' $(find ${pythonSources.join(' ')} -name conftest.py); do ${python} -m mypy $file || exit; done`,
    ],
  },
  {
    name: 'workflows',
    proves: 'zizmor: the GitHub workflows are safe',
    command: ['.venv/bin/zizmor', '--offline', '--persona=auditor', '--no-progress', '--quiet', '.github'],
  },
];

const names = checks.map(({ name }) => name);

/**
 * The checks that were asked for, each with its command in full: those that are named, all of them without a name.
 *
 * @param {readonly string[]} given names of checks, each with the paths that it is to look at
 * @param {string} folder that relative paths start from
 * @returns {{ chosen: Check[], problems: string[] }}
 */
function chooseChecks(given, folder = process.env['INIT_CWD'] ?? root) {
  /** @type {Map<Check, string[]>} */
  const asked = new Map();
  /** @type {string[]} */
  const problems = [];
  /** @type {Check | undefined} */
  let check;
  for (const word of given) {
    const named = checks.find(({ name }) => name === word);
    if (named !== undefined) {
      check = named;
      asked.set(check, asked.get(check) ?? []);
    } else if (!existsSync(resolve(folder, word))) {
      problems.push(`There is no check and no file ${word}; checks: ${names.join(', ')}.`);
    } else if (check === undefined) problems.push(`${word} needs the name of a check before it.`);
    else if (check.paths === undefined) problems.push(`${check.name} takes no path, but got ${word}.`);
    else asked.get(check)?.push(relative(root, resolve(folder, word)));
  }
  const chosen = checks
    .filter((each) => asked.size === 0 || asked.has(each))
    .map((each) => {
      const paths = asked.get(each) ?? [];
      return { ...each, command: [...each.command, ...(paths.length > 0 ? paths : (each.paths ?? []))] };
    });
  return { chosen, problems };
}

module.exports = { checks, chooseChecks };
