import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stateBackendOwnState } from '../../src/config/state-backend';
import { estateOf } from '../support/estate';
import { liveEnvironments } from '../support/live-estate';
import { sampleEnvironments } from '../support/sample-estate';
import { runMain } from '../support/run-main';
import { PROJECT_ROOT, sampleProps, synthesize } from '../support/synthesis';
import { synthesizeAnew } from '../support/synthesize-anew';
import { temporaryFolder } from '../support/temporary-folder';

/** Every file below `folder`, by relative path. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), readFileSync(path, 'utf8')];
    }),
  );
}

test('the same input gives the same bytes', () => {
  const anew = temporaryFolder('synthesis');
  synthesizeAnew(sampleProps(), anew);
  expect(contents(anew)).toEqual(contents(synthesize()));
});

test('main.ts writes the very bytes that the tests look at, wherever the project lies', () => {
  const { status, outdir, stderr } = runMain({ 'main.ts': (text) => `${text}\n` });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(contents(outdir)).toEqual(
    contents(synthesize({ environments: liveEnvironments(), stateBackendOwnState })),
  );
});

test('every stack has the committed lock file', () => {
  const outdir = synthesize();
  const committed = readFileSync(join(PROJECT_ROOT, '.terraform.lock.hcl'), 'utf8');
  for (const stack of readdirSync(join(outdir, 'stacks'))) {
    expect(readFileSync(join(outdir, 'stacks', stack, '.terraform.lock.hcl'), 'utf8')).toBe(committed);
  }
});

test('no path of the machine gets into the output', () => {
  const outdir = synthesize();
  for (const [path, text] of Object.entries(contents(outdir))) {
    expect({ path, found: [PROJECT_ROOT, outdir].filter((folder) => text.includes(folder)) }).toEqual({
      path,
      found: [],
    });
  }
});

test('bad environments and a bad catalogue stop before anything is written, with every problem and nothing else', () => {
  const { status, stderr, outdir } = runMain({
    'src/config/environments/dev.ts': (text) =>
      text.replace("region: 'us-west-2'", "region: 'us-west-9'").replace('10.0.5.0/24', '10.0.5.1/24'),
    'src/config/environments/prod.ts': (text) =>
      text.replace('deletionProtection: true', 'deletionProtection: false'),
    'src/config/services.ts': (text) =>
      text.replace("path: '/api/vets'", "path: '/api/customers/vets'").replace('port: 9090', 'port: 9411'),
  });
  expect(status).toBe(1);
  for (const path of ['dev.region', 'dev.network.zones.a.db', 'prod.database.deletionProtection'])
    expect(stderr).toContain(path);
  expect(stderr).toContain('catalogue.vets-service.path: "/api/customers/vets" and /api/customers');
  expect(stderr).toContain('catalogue.admin-server.port: 9411 is taken by the collector');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(outdir)).toBe(false);
});

test('a bad backend.tf.json stops before anything is written, with what to write', () => {
  const { status, stderr, outdir } = runMain({ 'backend.tf.json': (text) => text.replace('true', 'false') });
  expect(status).toBe(1);
  expect(stderr).toContain('terraform.backend.s3.encrypt');
  expect(stderr).toContain('Write in backend.tf.json');
  expect(existsSync(outdir)).toBe(false);
});

test('a third environment costs one literal: the same stacks with the same addresses', () => {
  const [dev] = sampleEnvironments();
  if (dev === undefined) throw new Error('there is no environment');
  const estate = estateOf(synthesize({ environments: [dev, { ...dev, name: 'staging' }] }));
  const addressesOf = (environment: string): string[] =>
    estate.resources
      .filter(({ stack }) => stack.startsWith(`${environment}-`))
      .map(({ address }) => address.slice(environment.length))
      .sort();
  expect(addressesOf('staging')).toEqual(addressesOf('dev'));
  expect(addressesOf('dev').length).toBeGreaterThan(50);
});

describe('the state of the state backend', () => {
  const backend = (outdir: string): unknown =>
    estateOf(outdir).stacks['state-backend']?.terraform?.['backend'];

  test('moves into the bucket it made', () => {
    expect(backend(synthesize({ stateBackendOwnState: 'bucket' }))).toEqual({
      s3: expect.objectContaining({ key: 'petclinic/state-backend.tfstate', use_lockfile: true }) as unknown,
    });
  });

  test('starts as a local file in a new account, whatever it has come to in the first', () => {
    const moved = {
      'src/config/state-backend.ts': (text: string) => text.replace("= 'local';", "= 'bucket';"),
    };
    expect(backend(runMain(moved, '--new-account').outdir)).toEqual({
      local: { path: '../../../state-backend.tfstate' },
    });
  });
});
