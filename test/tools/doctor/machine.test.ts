import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/support/project';
import { commandLine } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

/** Programs of a machine that has all, and what each prints of itself. */
const PROGRAMS = {
  python3: 'Python 3.12.1',
  terraform: '{"terraform_version":"1.11.4","platform":"linux_amd64"}',
  aws: 'aws-cli/2.31.0 Python/3.13.7 Linux/6.8',
  'session-manager-plugin': '1.2.707.0',
  jq: 'jq-1.7.1',
  gh: 'gh version 2.81.0',
  docker: 'Docker version 28.2.2',
};

/** Runs `npm run doctor` on a machine with these programs alone. */
function doctor(programs: Partial<typeof PROGRAMS>, ...args: readonly string[]) {
  const bin = join(temporaryFolder('machine'), 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const [name, says] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine('doctor', args), {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { PATH: bin, HOME: bin },
  });
  const lines = stdout.split('\n').map((line) => line.split(/ {2,}/));
  const states = lines.flatMap(([state = '', subject]) => (subject === undefined ? [] : [[subject, state]]));
  return { status, stdout, stderr, states: Object.fromEntries(states) as Record<string, string> };
}

const without = (...names: readonly string[]): Partial<typeof PROGRAMS> =>
  Object.fromEntries(Object.entries(PROGRAMS).filter(([name]) => !names.includes(name)));

test('a machine with everything is well', () => {
  const { status, states } = doctor(PROGRAMS);
  expect([...new Set(Object.values(states))]).toEqual(['ok']);
  expect(Object.keys(states)).toHaveLength(10);
  expect(status).toBe(0);
});

test('programs that only runbooks use are notes where they are missing', () => {
  const { status, states, stdout } = doctor(without('aws', 'session-manager-plugin', 'jq', 'gh', 'docker'));
  const noted = Object.keys(states).filter((subject) => states[subject] === 'note');
  expect(noted).toEqual(['AWS CLI 2', 'Session Manager plugin', 'jq', 'gh', 'Docker']);
  expect(stdout).toContain('not on the PATH; runbooks read JSON with it: https://');
  expect(status).toBe(0);
});

test('old programs and missing ones fail the lines that need them', () => {
  const programs = { ...without('terraform'), aws: 'aws-cli/1.45.11 Python/3.11.7', python3: 'Python 3.9.2' };
  const { status, states } = doctor(programs);
  expect(Object.fromEntries(Object.entries(states).filter(([, state]) => state !== 'ok'))).toEqual({
    'AWS CLI 2': 'note',
    Python: 'FAILED',
    Terraform: 'FAILED',
    'AWS provider': 'FAILED',
  });
  expect(status).toBe(1);
});

test('models without an environment are not understood', () => {
  expect(doctor(PROGRAMS, '--models')).toMatchObject({
    status: 2,
    stderr: '--models needs --env <name>: environments have models.\n',
  });
});

test('without credentials every line says that its question failed, and none is well', () => {
  const { status, states, stdout } = doctor(PROGRAMS, '--env', 'dev', '--models');
  expect(new Set(Object.values(states))).toEqual(new Set(['FAILED']));
  expect(stdout).toContain('not known, since the question failed: CredentialsProviderError');
  expect(status).toBe(1);
});
