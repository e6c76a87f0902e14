import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { readFolder } from '../../../src/core/lambda-sources';
import { isOfAccount, stacksOf, readStacks } from '../../../tools/deploy/graph';
import { copyStacks } from '../../../tools/export/export';
import { projectRoot } from '../../../tools/support/project';
import { manifestOf } from '../../support/output-folder';
import { runCommand } from '../../support/run-command';
import { synthesize } from '../../support/synthesis';
import { temporaryFolder } from '../../support/temporary-folder';
import { sampleEnvironments } from '../../support/sample-estate';
import { ACCOUNT } from '../../support/values';

/** Files by their path below an exported folder. */
type Files = ReadonlyMap<string, Buffer>;

function exportedFiles(from: string, environment: string): Files {
  const folder = join(temporaryFolder('export'), 'new/below');
  copyStacks(from, environment, folder);
  return new Map(readFolder(folder, /./).map(({ path, content }) => [path, content]));
}

const outDir = synthesize();
const dev = exportedFiles(outDir, 'dev');
const text = (files: Files, path: string): string => files.get(path)?.toString() ?? `no ${path}`;
const stacks = stacksOf('dev', readStacks(outDir)).map(({ name }) => name);

test('two syntheses give the same bytes', () => {
  const again = exportedFiles(synthesize(), 'dev');
  expect([...again.keys()]).toEqual([...dev.keys()]);
  for (const [path, content] of again)
    expect({ path, same: dev.get(path)?.equals(content) }).toEqual({ path, same: true });
});

test.each(['dev', 'prod'])(
  'an export of %s holds the stacks of that environment and of its account',
  (environment) => {
    const names = Object.keys(manifestOf(outDir)).filter(
      (name) => isOfAccount(name) || name.startsWith(`${environment}-`),
    );
    const files = exportedFiles(outDir, environment);
    const folders = [...files.keys()].flatMap((path) => /^stacks\/([^/]+)\//.exec(path)?.[1] ?? []);
    expect(new Set(folders)).toEqual(new Set(names));
  },
);

test('the files that a stack names are in its folder, by relative paths', () => {
  const named: string[] = [];
  for (const stack of stacks) {
    for (const [path] of [
      ...text(dev, `stacks/${stack}/cdk.tf.json`).matchAll(/(?<=")(\.\/)?assets\/[^"]+/g),
    ]) {
      const below = `stacks/${stack}/${posix.normalize(path)}`;
      named.push(posix.basename(below));
      expect([...dev.keys()].some((file) => file === below || file.startsWith(`${below}/`))).toBe(true);
    }
  }
  expect(named).toEqual(expect.arrayContaining(['db-migrate.zip', 'genai.zip']));
  expect(text(dev, 'stacks/state-backend/cdk.tf.json')).toMatch(/"source": "\.\/assets\//);
});

test('no file names a folder of this machine', () => {
  const machine = [projectRoot, outDir, join(tmpdir(), 'petclinic'), join(homedir(), '.')].filter(
    (each) => each.length > 5,
  );
  for (const [path, content] of dev) {
    expect({ path, names: machine.filter((folder) => content.includes(folder)) }).toEqual({
      path,
      names: [],
    });
  }
});

test('each stack has a lock file, and README.md says in order what each reads and where its state lies', () => {
  for (const stack of stacks) {
    expect(text(dev, `stacks/${stack}/.terraform.lock.hcl`)).toBe(
      readFileSync(join(projectRoot, '.terraform.lock.hcl'), 'utf8'),
    );
  }
  const readme = text(dev, 'README.md');
  const rows = [...readme.matchAll(/^\| \d+ +\| \[`([a-z0-9-]+)`\]\(stacks\/\1\)/gm)].map(([, name]) => name);
  expect(rows).toEqual(stacks);
  expect(readme).toMatch(
    /\[`dev-network`\]\(stacks\/dev-network\) \| `account`, `account-us-west-2`, `state-backend`, `dev-security` \| `petclinic\/dev\/network\.tfstate` in the bucket `petclinic-terraform-state-/,
  );
  expect(readme).toContain('the file `../../../state-backend.tfstate`');
  expect(readme).toContain('A state in a file lies beside this folder');
  expect(readme).toContain('Not with this export');
});

test('with the cloud backend README.md names workspaces, project, working directory, version, sharing and triggers', () => {
  const backend = { type: 'cloud', organization: 'clinic', project: 'pets' } as const;
  const environments = sampleEnvironments().map((each) => ({ ...each, account: ACCOUNT, backend }));
  const readme = text(exportedFiles(synthesize({ environments }), 'dev'), 'README.md');
  for (const words of [
    `account ${ACCOUNT} alone`,
    '| `account`, `account-us-west-2`, `state-backend`, `dev-security` | workspace `petclinic-dev-network` |',
    'in the project `pets` of the organization `clinic`',
    'Working directory: `<this folder>/stacks/<stack>`',
    'Terraform `>= 1.11.0, != 1.15.0, != 1.15.1`',
    '`TFC_AWS_PROVIDER_AUTH=true`',
    'Remote state sharing with the stacks that read it, and run triggers of the stacks that it reads',
  ]) {
    expect(readme).toContain(words);
  }
});

describe('a folder is refused, and stays as it is,', () => {
  const place = temporaryFolder('refused');
  const refusal = (folder: string, from = outDir): string => {
    const before = readdirSync(place, { recursive: true });
    let message = '';
    try {
      copyStacks(from, 'dev', folder);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(readdirSync(place, { recursive: true })).toEqual(before);
    return message;
  };

  test('when it holds something, from every command', () => {
    const folder = join(place, 'other');
    mkdirSync(folder);
    for (const name of ['.git', 'b', 'c', 'd', 'e', 'f', 'g']) writeFileSync(join(folder, name), '');
    const message = `${folder} is not empty (.git, b, c, d, e, 2 more): remove it if it is an earlier export, or name another folder.`;
    expect(refusal(folder)).toBe(message);
    expect(runCommand('export', '--out', folder)).toMatchObject({ status: 1, stderr: `${message}\n` });
  });

  test('when it is a file, or below one', () => {
    const file = join(place, 'file');
    writeFileSync(file, '');
    expect(refusal(file)).toBe(`${file} is a file: name a folder for the export.`);
    expect(refusal(join(file, 'below'))).toContain(`${join(file, 'below')} cannot be written: `);
  });

  test('when writing fails in the middle', () => {
    const half = temporaryFolder('half');
    const stacks = { 'dev-one': { name: 'dev-one', workingDirectory: 'one', dependencies: [] } };
    mkdirSync(join(half, 'one'));
    writeFileSync(join(half, 'manifest.json'), JSON.stringify({ stacks }));
    writeFileSync(join(half, 'one/cdk.tf.json'), '{"terraform":{}}');
    const empty = join(place, 'empty');
    mkdirSync(empty);
    expect(refusal(empty, half)).toContain(`${empty} cannot be written: `);
    expect(refusal(join(place, 'new/below'), half)).toContain(
      `${join(place, 'new/below')} cannot be written: `,
    );
  });
});
