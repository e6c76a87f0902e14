import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports flow one way: lib ← config; lib ← core ← constructs; all ← stacks ← main. */
const mayImport = {
  lib: [],
  config: ['lib'],
  core: ['lib'],
  constructs: ['lib', 'core'],
  stacks: ['lib', 'config', 'core', 'constructs'],
};
const layers = Object.keys(mayImport);

const importDirection = Object.entries(mayImport).map(([layer, allowed]) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '@cdktf/provider-aws',
            message: 'Import @cdktf/provider-aws/lib/<resource>: the root import costs seconds.',
          },
        ],
        patterns: [
          ...layers
            .filter((other) => other !== layer && !allowed.includes(other))
            .map((other) => ({
              regex: `^\\.{1,2}/(.*/)?${other}/`,
              message: `src/${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other layer'}, not ${other}.`,
            })),
          ...(layer === 'lib' || layer === 'config'
            ? [
                {
                  group: ['cdktf', 'cdktf/**', 'constructs', '@cdktf/**'],
                  message: `src/${layer} is pure: no cdktf.`,
                },
              ]
            : []),
          { group: ['**/tools/**', '**/test/**'], message: 'src/ does not know tools or tests.' },
        ],
      },
    ],
  },
}));

/** Floors of tools/: a room imports from the floors below it. Every other room is a command, which no other imports. */
const floors = [
  ['setup', 'support'],
  ['model', 'package', 'plan-report', 'saved-plans', 'terraform'],
  ['bill', 'deploy'],
  ['reach', 'session'],
  ['diagram', 'emulator'],
];

const toolDirection = [...floors.flat(), '*'].flatMap((room) => {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  const below = (floor < 0 ? floors : floors.slice(0, floor)).flat();
  // From the second folder of a path on, names are a room's own.
  return ['', '*/'].map((depth) => ({
    files: [`tools/${room}/${depth}*.ts`],
    ignores: room === '*' ? floors.flat().map((other) => `tools/${other}/**`) : [],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^${depth === '' ? '' : '\\.\\./'}\\.\\./(?!${below.map((other) => `${other}/`).join('|') || '$'})(?!\\.\\.)[^/]+/`,
              message: `tools/${room} may import ${below.join(', ') || 'no other room'}.`,
            },
            { group: ['**/test/**'], message: 'tools/ does not know tests.' },
          ],
        },
      ],
    },
  }));
});

/** Tests that are about what is deployed: snapshots of addresses, policies, proofs, pictures, workflows, deployments. */
const liveTests = [
  'test/support/live-estate.ts',
  'test/stacks/{addresses,synthesis}.test.ts',
  'test/policies/{policies,checkov,parliament}.test.ts',
  'test/docs/ways-out.test.ts',
  'test/policies/exceptions.ts',
  'test/tools/alarms/page.test.ts',
  'test/tools/bill/readme.test.ts',
  'test/tools/diagram/**',
  'test/tools/reach/prove.test.ts',
  'test/github/workflow{s,-roles}.test.ts',
  'test/e2e/**',
];

const SAMPLE = 'Tests look at test/support/sample-estate.ts: the live configuration changes.';
const samplePatterns = [
  { regex: '/config/(services|environments)(/|$)', message: SAMPLE },
  { regex: '/live-estate$', message: SAMPLE },
];

export default tseslint.config(
  {
    ignores: [
      '.gen/**',
      '.cache/**',
      '.emulator/**',
      '.venv/**',
      'cdktf.out/**',
      'dist/**',
      'node_modules/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    // One program for all files: 50 s of CPU time in place of 52 s with the project service, which opens them one by one.
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A tenth of the time, for what could go wrong with enums, which there are none of, and with literals in place of instances.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  {
    // A construct registers itself in its parent: `new` for its effect is how cdktf works.
    files: ['src/**/*.ts', 'main.ts', 'test/**/*.ts'],
    rules: { 'no-new': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Synthesis is a pure function of src/ and backend.tf.json.',
        },
        {
          object: 'Math',
          property: 'random',
          message: 'Synthesis is a pure function: same input, same bytes.',
        },
        { object: 'Date', property: 'now', message: 'Synthesis is a pure function: same input, same bytes.' },
        {
          object: 'crypto',
          property: 'randomUUID',
          message: 'Synthesis is a pure function: same input, same bytes.',
        },
        {
          object: 'crypto',
          property: 'randomBytes',
          message: 'Synthesis is a pure function: same input, same bytes.',
        },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'Synthesis is a pure function: same input, same bytes.' },
      ],
    },
  },
  ...importDirection,
  ...toolDirection,
  {
    files: ['test/**/*.ts'],
    ignores: liveTests,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: samplePatterns }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='loadEnvironments'][arguments.length<2]",
          message: `${SAMPLE} Without both arguments, loadEnvironments reads the live configuration.`,
        },
      ],
    },
  },
  {
    files: ['test/support/*.ts'],
    ignores: liveTests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...samplePatterns,
            {
              regex: '^\\.\\./(?!\\.\\./)',
              message: 'test/support is what all tests share: it knows none of them.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } },
  },
  {
    // They also run before there are packages, so they are plain CommonJS.
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
