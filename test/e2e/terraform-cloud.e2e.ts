import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readFolder } from '../../src/core/lambda-sources';
import { copyStacks } from '../../tools/export/export';
import { chooseCliConfig } from '../../tools/terraform/cli-config';
import { findTerraform } from '../../tools/terraform/find';
import { findMirror } from '../../tools/terraform/mirror';
import { lockedAwsProvider } from '../../tools/terraform/provider';
import { estateOf } from '../support/estate';
import { startHcpTerraform } from '../support/hcp-terraform';
import { liveEnvironments } from '../support/live-estate';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';
import { temporaryFolder } from '../support/temporary-folder';

jest.setTimeout(120_000);

/** An address where nothing listens: no test goes to the real HCP Terraform. */
const NOWHERE = 'http://127.0.0.1:9/api/v2/';

const backend = { type: 'cloud', organization: 'clinic', project: 'petclinic' } as const;
const outdir = synthesize({
  environments: liveEnvironments().map((each) => ({ ...each, backend: { ...each.backend, ...backend } })),
});
const { stacks } = estateOf(outdir);
const names = Object.keys(stacks).filter((stack) => stack.startsWith('dev-'));

/** Folder that a VCS-driven workspace reads, and that CLI-driven runs upload from. */
const exported = join(temporaryFolder('cloud'), 'dev');
copyStacks(outdir, 'dev', exported);

/** Terraform in the exported folder of a stack, with a CLI configuration of its own. */
async function terraformIn(stack: string, hcp = NOWHERE, token?: string) {
  const { program, platform } = await findTerraform();
  const { env } = process;
  const home = temporaryFolder('home');
  const mirror = findMirror(lockedAwsProvider(platform), env);
  const cliConfig = chooseCliConfig({ mirror, env, home: homedir(), cacheDir: join(PROJECT_ROOT, '.cache') });
  const cliConfigFile = join(home, 'terraform.rc');
  const host = `host "app.terraform.io" { services = { "tfe.v2" = "${hcp}" } }`;
  writeFileSync(cliConfigFile, `${readFileSync(cliConfig.TF_CLI_CONFIG_FILE, 'utf8')}\n${host}\n`);
  const variables = {
    ...env,
    ...cliConfig,
    TF_CLI_CONFIG_FILE: cliConfigFile,
    HOME: home,
    CHECKPOINT_DISABLE: '1',
    ...(token === undefined ? {} : { TF_TOKEN_app_terraform_io: token }),
  };
  return async (...args: string[]) => {
    const child = spawn(program, args, { cwd: join(exported, 'stacks', stack), env: variables });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ]);
    return { status, stdout, stderr };
  };
}

// Of those that read other stacks, one: the others differ from what is deployed elsewhere in no other way.
test.each(['dev-services', 'state-backend'])(
  'Terraform takes the exported %s of a cloud environment',
  async (stack) => {
    const terraform = await terraformIn(stack);
    expect(await terraform('init', '-backend=false', '-input=false')).toMatchObject({
      status: 0,
      stderr: '',
    });
    const { status, stdout } = await terraform('validate', '-json');
    expect({ status, ...(JSON.parse(stdout) as object) }).toMatchObject({
      status: 0,
      valid: true,
      error_count: 0,
    });
  },
);

describe('a CLI-driven run', () => {
  const stack = 'dev-data';
  const folder = join(exported, 'stacks', stack);

  test('asks for a token of HCP Terraform when there is none', async () => {
    const terraform = await terraformIn(stack);
    const { status, stderr } = await terraform('init', '-input=false', '-no-color');
    expect(status).toBe(1);
    expect(stderr).toMatch(/Required token could not be found[^]*app\.terraform\.io/);
  });

  test('makes the workspace in the project, and uploads the whole folder with the package of its function', async () => {
    const hcp = await startHcpTerraform('petclinic', (await findTerraform()).version);
    const terraform = await terraformIn(stack, hcp.url, 'fake-token-of-the-test');
    const init = await terraform('init', '-input=false', '-no-color', '-lockfile=readonly');
    expect(init).toMatchObject({ status: 0, stderr: '' });
    expect(hcp.requests).toContainEqual({
      call: 'POST organizations/clinic/workspaces',
      body: {
        data: expect.objectContaining({
          attributes: expect.objectContaining({ name: `petclinic-${stack}` }) as unknown,
          relationships: { project: { data: { type: 'projects', id: 'prj-1' } } },
        }) as unknown,
      },
    });

    // The stand-in begins no run: Terraform ends there, with everything uploaded.
    expect(await terraform('plan', '-input=false', '-no-color')).toMatchObject({ status: 1 });
    const unpacked = temporaryFolder('uploaded');
    expect(spawnSync('tar', ['-xz', '-C', unpacked], { input: hcp.uploaded() })).toMatchObject({ status: 0 });
    const below = (place: string): string[] =>
      readFolder(place, /^(?!\.terraform\/)/).map(({ path }) => path);
    expect(below(unpacked)).toEqual(below(folder));
    expect(below(unpacked)).toContainEqual(expect.stringMatching(/^assets\/.*\/db-migrate\.zip$/));
    for (const path of below(folder)) {
      expect(readFileSync(join(unpacked, path)).equals(readFileSync(join(folder, path)))).toBe(true);
    }
  });
});

describe.each(names)('%s', (stack) => {
  const { terraform, data } = JSON.parse(
    readFileSync(join(exported, 'stacks', stack, 'cdk.tf.json'), 'utf8'),
  ) as {
    terraform: Record<string, unknown>;
    data: Record<string, Record<string, { backend: string; config: unknown }>>;
  };

  test('has a workspace of its own, and no other backend', () => {
    expect(terraform).toMatchObject({
      cloud: { organization: 'clinic', workspaces: { name: `petclinic-${stack}`, project: 'petclinic' } },
    });
    expect(terraform).not.toHaveProperty('backend');
  });

  test('reads what is before it from the workspaces of the same organization', () => {
    const read = Object.entries(data['terraform_remote_state'] ?? {});
    expect(read.length > 0).toBe(stack !== 'dev-security');
    for (const [name, { backend: type, config }] of read) {
      expect({ name, type, config }).toEqual({
        name,
        type: 'remote',
        config: { organization: 'clinic', workspaces: { name: `petclinic-dev-${name}` } },
      });
    }
  });
});
