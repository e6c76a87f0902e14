import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseCliConfig } from '../../../tools/terraform/cli-config';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('cli-config');
const cacheDir = join(folder, 'cache');
const ours = join(cacheDir, 'terraform.rc');
const providers = join(cacheDir, 'terraform-providers');
const home = join(folder, 'home');
const collection = { GOGC: '400', GOMEMLIMIT: '400MiB' };

beforeAll(() => {
  mkdirSync(home);
});

it('takes the AWS provider from the mirror and others from their registry', () => {
  const config = chooseCliConfig({
    mirror: { path: '/my "mirror"', packed: false },
    env: {},
    home,
    cacheDir,
  });
  expect(config).toEqual({ TF_CLI_CONFIG_FILE: ours, ...collection });
  expect(readFileSync(ours, 'utf8')).toContain(String.raw`path    = "/my \"mirror\""`);
});

it('keeps unpacked providers once for all stacks when the mirror holds a zip', () => {
  const config = chooseCliConfig({ mirror: { path: '/m', packed: true }, env: {}, home, cacheDir });
  expect(config).toEqual({ TF_CLI_CONFIG_FILE: ours, TF_PLUGIN_CACHE_DIR: providers, ...collection });
});

describe('without a mirror', () => {
  const choose = (env: NodeJS.ProcessEnv): ReturnType<typeof chooseCliConfig> =>
    chooseCliConfig({ mirror: undefined, env, home, cacheDir });

  it('writes an empty file rather than leave a variable that names a missing one', () => {
    expect(choose({ TF_CLI_CONFIG_FILE: join(home, 'missing') })).toEqual({
      TF_CLI_CONFIG_FILE: ours,
      TF_PLUGIN_CACHE_DIR: providers,
      ...collection,
    });
    expect(readFileSync(ours, 'utf8')).toBe('');
  });

  it("takes the person's own file, cache and garbage collection", () => {
    const own = join(home, '.terraformrc');
    writeFileSync(own, '');
    expect(choose({}).TF_CLI_CONFIG_FILE).toBe(own);
    const named = join(home, 'named.rc');
    writeFileSync(named, '');
    const env = { TF_CLI_CONFIG_FILE: named, TF_PLUGIN_CACHE_DIR: '/cache', GOGC: '50', GOMEMLIMIT: '1GiB' };
    expect(choose(env)).toEqual(env);
  });
});
