import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointsIn } from '../../../tools/plan/caller';
import { choose } from '../../../tools/plan/run';
import { projectRoot } from '../../../tools/support/project';
import { temporaryFolder } from '../../support/temporary-folder';

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tools/plan/cli.ts', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });

test('--help tells the exit codes', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('Exit code: 0 nothing to change, 2 changes, 1');
});

test('an unknown environment and an unknown option are no changes: exit code 1, and nothing is written', () => {
  const folder = join(temporaryFolder('plan'), 'plans');
  const { status, stderr } = run('--env', 'nowhere', '--plans', folder);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'There is no environment nowhere, only dev, prod.\n',
  });
  expect(existsSync(folder)).toBe(false);
  expect(run('--nothing')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--nothing') as string,
  });
  expect(run('--lock-timeout', 'soon')).toMatchObject({
    status: 1,
    stderr: '--lock-timeout is "soon"; allowed: a number of seconds, minutes or hours, such as 30s or 5m.\n',
  });
});

describe('the stacks of an environment', () => {
  const outDir = temporaryFolder('plan');
  const names = ['state-backend', 'dev-network', 'dev-data', 'prod-network'];
  beforeAll(() => {
    const stacks = Object.fromEntries(
      names.map((name) => [
        name,
        { name, workingDirectory: name, dependencies: name === 'dev-data' ? ['dev-network'] : [] },
      ]),
    );
    writeFileSync(join(outDir, 'manifest.json'), JSON.stringify({ stacks }));
    for (const name of names) {
      const tags = { Environment: name.split('-')[0] };
      mkdirSync(join(outDir, name));
      writeFileSync(
        join(outDir, name, 'cdk.tf.json'),
        JSON.stringify({ terraform: {}, provider: { aws: [{ default_tags: [{ tags }] }] } }),
      );
    }
  });
  const chosen = (...stacks: string[]): string[] =>
    choose({ environment: 'dev', stacks, outDir }).map(({ name }) => name);

  test('are planned in order, without that of the account', () => {
    expect(chosen()).toEqual(['dev-network', 'dev-data']);
    expect(chosen('dev-data', 'dev-network')).toEqual(['dev-network', 'dev-data']);
    expect(chosen('dev-data')).toEqual(['dev-data']);
  });

  test('are listed when one is asked for that is not among them', () => {
    expect(() => chosen('network', 'dev-data')).toThrow(
      'dev has no stack network, only dev-network, dev-data.',
    );
    expect(() => chosen('state-backend')).toThrow('dev has no stack state-backend');
    expect(() => chosen('prod-network')).toThrow('dev has no stack prod-network');
  });
});

test('an address that takes the place of AWS is told, be it for all services or for one', () => {
  expect(endpointsIn({})).toEqual([]);
  expect(
    endpointsIn({
      AWS_ENDPOINT_URL: 'http://b',
      AWS_ENDPOINT_URL_S3: 'http://a',
      AWS_ENDPOINT_URL_STS: '',
      AWS_REGION: 'x',
    }),
  ).toEqual(['http://a', 'http://b']);
});
