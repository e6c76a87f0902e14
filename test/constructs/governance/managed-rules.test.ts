import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ManagedRule, managedRules } from '../../../src/constructs/governance/managed-rules';
import { projectRoot } from '../../../tools/support/project';

/** Facts about a rule, from AWS's pages. */
interface Page {
  readonly 'Trigger type': string;
  /** Types, separated by commas. */
  readonly 'Resource Types'?: string;
  readonly Parameters: readonly { readonly Name: string; readonly Optional: boolean }[];
}

/** AWS's list of managed rules, as moto took it from the pages. */
const READ = `
import gzip, pathlib, moto
path = pathlib.Path(moto.__file__).parent / 'config/resources/aws_managed_rules.json.gz'
print(gzip.open(path, 'rt').read())
`;

function pages(): Readonly<Record<string, Page>> {
  const python = join(projectRoot, '.venv/bin/python');
  const { status, stdout, stderr } = spawnSync(python, ['-c', READ], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { ManagedRules: Record<string, Page> }).ManagedRules;
}

const aws = pages();

describe.each(Object.entries<ManagedRule>(managedRules))('%s', (_, rule) => {
  const page = aws[rule.identifier];

  test('is a rule of AWS', () => {
    expect(page).toBeDefined();
  });

  test('has the parameters that it must have, and none that it does not know', () => {
    const known = page?.Parameters.map(({ Name }) => Name) ?? [];
    const needed = page?.Parameters.filter(({ Optional }) => !Optional).map(({ Name }) => Name) ?? [];
    const given = Object.keys(rule.parameters ?? {});
    expect(known).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(needed));
  });

  test('looks at what it can judge, when it can', () => {
    const onChange = page?.['Trigger type'].includes('Configuration changes') === true;
    expect(rule.types !== undefined).toBe(onChange);
    expect(page?.['Resource Types']?.split(', ') ?? []).toEqual(
      expect.arrayContaining([...(rule.types ?? [])]),
    );
  });
});

test('no rule is there twice', () => {
  const identifiers = Object.values(managedRules).map(({ identifier }) => identifier);
  expect(new Set(identifiers).size).toBe(identifiers.length);
});
