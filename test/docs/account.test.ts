import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutations } from '../policies/mutations/all';
import { sampleEnvironments } from '../support/sample-estate';
import { PROJECT_ROOT } from '../support/synthesis';
import { reaches } from '../tools/reach/estate';
import { mutantsOf } from '../tools/reach/mutants';

const lines = readFileSync(join(PROJECT_ROOT, 'docs/account.md'), 'utf8').split('\n');
const rows = lines.filter((line) => line.startsWith('| ')).slice(2);

/** Code in the last two columns of a row: what notices the fault, and the mutation that brings it back. */
const named = (row: string): string[] =>
  [
    ...row
      .split(' | ')
      .slice(1)
      .join(' | ')
      .matchAll(/`([^`]+)`/g),
  ].flatMap(([, text]) => text ?? []);

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(PROJECT_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)test_\w+\.py$/.test(file))
    .map((file) => readFileSync(join(PROJECT_ROOT, folder, file), 'utf8'));
const python = [...sourcesBelow('lambdas'), ...sourcesBelow('tools/emulator/tests')].join('\n');

const mutants = reaches(sampleEnvironments()).flatMap(({ reach }) =>
  mutantsOf(reach.model).map(({ name }) => name),
);

/** Kinds of what a row names, and whether it is there. Mutations and mutants are applied by tests of their own. */
const KINDS: readonly (readonly [RegExp, (text: string) => boolean])[] = [
  [/^[a-z]+(-[a-z0-9]+){2,}$/, (rule) => (mutations[rule] ?? []).length > 0],
  [/^mutant: /, (text) => mutants.some((name) => name.includes(text.slice('mutant: '.length)))],
  [/^[\w.-]+(\/[\w.-]+)+\.(ts|py)$/, (path) => existsSync(join(PROJECT_ROOT, path))],
  [/^test_\w+$/, (test) => python.includes(`def ${test}(`)],
  [/^test_\w+\.py$/, (file) => existsSync(join(PROJECT_ROOT, 'tools/emulator/tests', file))],
];
const kindOf = (text: string) => KINDS.find(([pattern]) => pattern.test(text));

test.each(rows.map((row) => [row.split(' | ')[0]?.slice(2).trim() ?? '', row] as const))('%s', (_, row) => {
  const known = named(row).filter((text) => kindOf(text) !== undefined);
  expect(known.filter((text) => kindOf(text)?.[1](text) === false)).toEqual([]);
  expect(known.length).toBeGreaterThan(0);
});

test('the page has a row for each kind', () => {
  expect(rows.length).toBeGreaterThan(25);
});
