import { spawnSync } from 'node:child_process';
import { projectRoot } from '../tools/support/project';

/** A line that may not stand in a file, and the rule that says so. */
const forbidden: readonly [file: string, line: string, rule: string][] = [
  ['src/lib/cidr.ts', "export * from '../config/schema';", 'no-restricted-imports'],
  ['src/lib/cidr.ts', "export * from 'cdktf';", 'no-restricted-imports'],
  ['src/config/load.ts', "export * from '../core/contract';", 'no-restricted-imports'],
  ['src/core/contract.ts', "export * from '../config/schema';", 'no-restricted-imports'],
  ['src/core/contract.ts', "export * from '../constructs/network/vpc';", 'no-restricted-imports'],
  ['src/constructs/network/vpc.ts', "export * from '../../config/schema';", 'no-restricted-imports'],
  ['src/constructs/network/vpc.ts', "export * from '../../stacks/petclinic';", 'no-restricted-imports'],
  ['src/stacks/petclinic.ts', "export * from '../../tools/support/project';", 'no-restricted-imports'],
  ['src/stacks/petclinic.ts', "export * from '@cdktf/provider-aws';", 'no-restricted-imports'],
  ['test/support/values.ts', "export * from '../policies/rule';", 'no-restricted-imports'],
  ['test/support/values.ts', "export * from './live-estate';", 'no-restricted-imports'],
  ['test/lib/cidr.test.ts', "export * from '../../src/config/services';", 'no-restricted-imports'],
  ['src/core/contract.ts', 'export const home = process.env;', 'no-restricted-properties'],
  ['src/core/contract.ts', 'export const now = new Date();', 'no-restricted-globals'],
  ['src/core/contract.ts', 'export const chance = Math.random();', 'no-restricted-properties'],
];

const allowed: readonly [file: string, line: string][] = [
  ['src/config/load.ts', "export * from '../lib/cidr';"],
  ['src/core/contract.ts', "export * from 'constructs';"],
  ['src/constructs/network/vpc.ts', "export * from '../../core/contract';"],
  ['src/stacks/petclinic.ts', "export * from '../config/schema';"],
  ['test/support/values.ts', "export * from '../../src/lib/cidr';"],
];

/** The rules that each line breaks in its file, by ESLint's own account. */
function broken(cases: readonly (readonly [file: string, line: string, ...rest: unknown[]])[]): string[][] {
  const script = `
    import { ESLint } from 'eslint';
    import tseslint from 'typescript-eslint';
    // Without the rules that need types, which would load the whole program for each line.
    const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
    const results = [];
    for (const [filePath, line] of ${JSON.stringify(cases)}) {
      const [{ messages }] = await eslint.lintText(line + '\\n', { filePath });
      results.push(messages.map(({ ruleId, message }) => ruleId ?? message));
    }
    console.log(JSON.stringify(results));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as string[][];
}

test('imports flow one way, synthesis asks nothing but its sources, and what layers are made for is let through', () => {
  const results = broken([...forbidden, ...allowed]).map((rules) => rules.map(nameOf));
  const expected = [...forbidden, ...allowed.map((each) => [...each, undefined] as const)];
  expect(expected.map(([file, line], i) => ({ file, line, rules: results[i] }))).toEqual(
    expected.map(([file, line, rule]) => ({ file, line, rules: rule === undefined ? [] : [rule] })),
  );
}, 60_000);

const nameOf = (rule: string): string => rule.replace('@typescript-eslint/', '');
