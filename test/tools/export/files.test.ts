import { isOfAccount } from '../../../tools/deploy/graph';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { stacksOf, readStacks } from '../../../tools/deploy/graph';
import { exportedFiles, ExportRecord, Files, RECORD } from '../../../tools/export/files';
import { projectRoot } from '../../../tools/support/project';
import { manifestOf } from '../../support/output-folder';
import { synthesize } from '../../support/synthesis';
import { sampleEnvironments } from '../../support/sample-estate';
import { ACCOUNT } from '../../support/values';

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

test('export.json tells the order and what comes before each stack, and the sum of every file', () => {
  const record = JSON.parse(text(dev, RECORD)) as ExportRecord;
  expect(record.environment).toBe('dev');
  expect(record.stacks.map(({ name }) => name)).toEqual(stacks);
  const manifest = manifestOf(outDir);
  for (const { name, after } of record.stacks) {
    const account = ['state-backend', 'account', 'account-us-west-2'];
    const before = isOfAccount(name) ? account.slice(0, name === 'state-backend' ? 0 : 1) : account;
    const wanted = [...before, ...(manifest[name]?.dependencies ?? [])];
    expect([name, [...after].sort()]).toEqual([name, wanted.sort()]);
  }
  expect(Object.keys(record.files)).toEqual([...dev.keys()].filter((path) => path !== RECORD));
});

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

test('a stack that names a folder of this machine is not exported', () => {
  // Stands in the JSON as an absolute path of a package would.
  const [first, ...others] = sampleEnvironments();
  if (first === undefined) throw new Error('no environment');
  const odd = synthesize({
    environments: [{ ...first, edge: { ...first.edge, corsOrigin: projectRoot } }, ...others],
  });
  expect(() => exportedFiles(odd, first.name)).toThrow(
    /cdk\.tf\.json of [\w-]+ names \/.+, which is only on this machine\./,
  );
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
