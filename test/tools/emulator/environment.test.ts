import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  emulatorVariables,
  quote,
  terraformEnvironment,
  writeEnvironment,
} from '../../../tools/emulator/environment';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('environment');
const variables = emulatorVariables({
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-west-2',
  account: '123456789012',
  cliConfig: { TF_CLI_CONFIG_FILE: "/it's here/terraform.rc", GOGC: '400', GOMEMLIMIT: '400MiB' },
  home: folder,
  noProxy: 'example.com',
});

it('quotes any value so that a shell reads it back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '`', '\n', '!', ';', '*', '~') }),
      (value) => {
        expect(execFileSync('/bin/sh', ['-c', `printf %s ${quote(value)}`], { encoding: 'utf8' })).toBe(
          value,
        );
      },
    ),
    { numRuns: 50 },
  );
});

it('sets the same in a shell that sources the file as for Terraform', () => {
  writeEnvironment(folder, variables);
  const script = `. '${join(folder, 'env')}' && env -0`;
  const env = {
    PATH: process.env.PATH,
    AWS_PROFILE: 'mine',
    AWS_SESSION_TOKEN: 'mine',
    TF_WORKSPACE: 'mine',
  };
  const lines = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env }).split('\0');
  const sourced = Object.fromEntries(
    lines.filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  expect(sourced).toMatchObject(variables);
  expect(Object.keys(sourced)).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
  expect(sourced).not.toHaveProperty('AWS_SESSION_TOKEN');
  expect(sourced).not.toHaveProperty('TF_WORKSPACE');
});

it('refers to an empty AWS configuration, so that a person’s own has no say', () => {
  writeEnvironment(folder, variables);
  const settings = readFileSync(variables.AWS_CONFIG_FILE ?? '', 'utf8').replaceAll(/^#.*$/gm, '');
  expect(settings.trim()).toBe('');
  expect(variables.AWS_SHARED_CREDENTIALS_FILE).toBe(variables.AWS_CONFIG_FILE);
});

it('keeps the loopback address out of any proxy, beside what the person excludes', () => {
  expect(variables).toMatchObject({ NO_PROXY: '127.0.0.1,example.com', no_proxy: '127.0.0.1,example.com' });
});

it('drops what could lead Terraform elsewhere, and keeps the rest', () => {
  const misleading = {
    AWS_PROFILE: 'x',
    AWS_SESSION_TOKEN: 'x',
    AWS_ENDPOINT_URL_S3: 'x',
    TF_VAR_region: 'x',
    TF_CLI_ARGS_apply: 'x',
    TF_WORKSPACE: 'x',
  };
  const kept = { PATH: '/bin', HTTPS_PROXY: 'http://proxy', TF_LOG: 'debug' };
  expect(terraformEnvironment({ ...misleading, ...kept }, variables)).toEqual({ ...kept, ...variables });
});
