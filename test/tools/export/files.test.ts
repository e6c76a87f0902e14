import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { loadEnvironments } from '../../../src/config/load';
import { stacksOf, readStacks } from '../../../tools/deploy/graph';
import { exportedFiles, ExportRecord, Files, RECORD } from '../../../tools/export/files';
import { projectRoot } from '../../../tools/support/project';
import { manifestOf } from '../../support/output-folder';
import { synthesize } from '../../support/synthesis';

const outDir = synthesize();
const dev = exportedFiles(outDir, 'dev');
const text = (files: Files, path: string): string => files.get(path)?.toString() ?? `no ${path}`;
const stacks = stacksOf('dev', readStacks(outDir)).map(({ name }) => name);
const readme = (stack: string, files = dev): string => text(files, `stacks/${stack}/README.md`);

test('two syntheses give the same bytes', () => {
  const again = exportedFiles(synthesize(), 'dev');
  expect([...again.keys()]).toEqual([...dev.keys()]);
  for (const [path, content] of again)
    expect({ path, same: dev.get(path)?.equals(content) }).toEqual({ path, same: true });
});

test.each(['dev', 'prod'])(
  'an export of %s holds the stacks of that environment and the state backend',
  (environment) => {
    const names = Object.keys(manifestOf(outDir)).filter(
      (name) => name === 'state-backend' || name.startsWith(`${environment}-`),
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
    const wanted = name === 'state-backend' ? [] : ['state-backend', ...(manifest[name]?.dependencies ?? [])];
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
  const [first, ...others] = loadEnvironments();
  if (first === undefined) throw new Error('no environment');
  const odd = synthesize({
    environments: [{ ...first, edge: { ...first.edge, corsOrigin: projectRoot } }, ...others],
  });
  expect(() => exportedFiles(odd, first.name)).toThrow(
    /cdk\.tf\.json of [\w-]+ names \/.+, which is only on this machine\./,
  );
});

test('each stack has a lock file and a README that says what comes before it and where its state lies', () => {
  for (const stack of stacks) {
    expect(text(dev, `stacks/${stack}/.terraform.lock.hcl`)).toBe(
      readFileSync(join(projectRoot, '.terraform.lock.hcl'), 'utf8'),
    );
    expect(readme(stack)).toMatch(new RegExp(`^# ${stack}\n\n[A-Z].+\\.\n`));
    expect(text(dev, 'README.md')).toContain(`](stacks/${stack}/README.md)`);
  }
  expect(readme('dev-network')).toContain(
    '| Comes after | [`state-backend`](../state-backend/README.md), [`dev-security`](../dev-security/README.md) |',
  );
  expect(readme('dev-network')).toContain(
    '`petclinic/dev/network.tfstate` in the S3 bucket `petclinic-terraform-state-',
  );
  expect(readme('dev-network')).toContain('Not with this export.');
  expect(readme('state-backend')).toContain('| Comes after | nothing: it is the first |');
  expect(readme('state-backend')).toContain('the file `../../../state-backend.tfstate`');
});

test('a state backend that lies in its own bucket is not for HCP Terraform', () => {
  const files = exportedFiles(synthesize({ stateBackendOwnState: 'bucket' }), 'dev');
  expect(readme('state-backend', files)).toContain('`petclinic/state-backend.tfstate` in the S3 bucket');
  expect(readme('state-backend', files)).toContain('No: its state lies in the bucket that it made.');
});

test('with the cloud backend a README names workspace, working directory, version, sharing and triggers', () => {
  const backend = { type: 'cloud', organization: 'clinic', project: 'pets' } as const;
  const environments = loadEnvironments().map((each) => ({ ...each, account: '111122223333', backend }));
  const network = readme('dev-network', exportedFiles(synthesize({ environments }), 'dev'));
  for (const words of [
    '| Account | 111122223333, no other |',
    'the workspace `petclinic-dev-network` of the project `pets`, organization `clinic`, in HCP Terraform',
    'workspace named `petclinic-dev-network`, in the project `pets`',
    '`<folder>/stacks/dev-network`',
    'one that satisfies `>= 1.11.0, != 1.15.0, != 1.15.1`',
    '`TFC_AWS_PROVIDER_AUTH=true`',
    'The run takes place in the workspace and takes those of its variables',
    '5. Remote state sharing',
    '6. Run triggers: the workspaces of `dev-security`.',
  ]) {
    expect(network).toContain(words);
  }
});
