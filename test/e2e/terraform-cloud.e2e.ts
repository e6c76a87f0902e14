import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironments } from '../../src/config/load';
import { chooseCliConfig } from '../../tools/terraform/cli-config';
import { findTerraform } from '../../tools/terraform/find';
import { findMirror } from '../../tools/terraform/mirror';
import { lockedAwsProvider } from '../../tools/terraform/provider';
import { estateOf } from '../support/estate';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';

jest.setTimeout(120_000);

const environments = loadEnvironments().map((environment) => ({
  ...environment,
  backend: { type: 'cloud', organization: 'clinic', project: 'petclinic' } as const,
}));
const outdir = synthesize({ environments });
const stacks = Object.keys(estateOf(outdir).stacks).filter((stack) => stack.startsWith('dev-'));

test.each(stacks)('Terraform takes %s with a cloud block', async (stack) => {
  const { program, platform } = await findTerraform();
  const { env } = process;
  const mirror = findMirror(lockedAwsProvider(platform), { env, home: homedir(), project: PROJECT_ROOT });
  const cliConfig = chooseCliConfig({ mirror, env, home: homedir(), cacheDir: join(PROJECT_ROOT, '.cache') });
  const terraform = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: join(outdir, 'stacks', stack),
      env: { ...env, ...cliConfig, CHECKPOINT_DISABLE: '1' },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  expect(terraform('init', '-backend=false', '-input=false')).toMatchObject({ status: 0, stderr: '' });
  const { status, stdout } = terraform('validate', '-json');
  expect({ status, ...(JSON.parse(stdout) as object) }).toMatchObject({
    status: 0,
    valid: true,
    error_count: 0,
  });
});
