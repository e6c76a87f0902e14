import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointsIn, isOnLoopback } from '../../../tools/session/caller';
import { chooseStacks } from '../../../tools/session/choose-stacks';
import { temporaryFolder } from '../../support/temporary-folder';

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
    chooseStacks({ environment: 'dev', stacks, outDir }).map(({ name }) => name);

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

test.each([
  [{}, false],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, true],
  [{ AWS_ENDPOINT_URL: 'http://localhost' }, true],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com' }, false],
  [{ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566' }, false],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com' }, false],
])('%j is on loopback: %s', (env, expected) => {
  expect(isOnLoopback(env)).toBe(expected);
});
