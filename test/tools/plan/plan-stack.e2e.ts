import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStacks, Stack, STATE_BACKEND } from '../../../tools/deploy/graph';
import { Session } from '../../../tools/deploy/session';
import { openSession } from '../../../tools/emulator/session';
import { planStacks } from '../../../tools/deploy/plan-stack';
import { planFile } from '../../../tools/saved-plans/plan-record';
import { renderReport } from '../../../tools/plan-report/report';
import { StackPlan } from '../../../tools/plan-report/stack-plan';
import { temporaryFolder } from '../../support/temporary-folder';

const home = temporaryFolder('plan');
const folder = join(home, 'plans');
const SECRET = 'fake-secret-of-the-test';

/** Two stacks as synthesis would write them: the second reads what the first puts out. */
function writeStacks(): void {
  // Resources of Terraform's own: without the AWS provider a command takes seconds less.
  const data = (input: string): object => ({ resource: { terraform_data: { it: { input } } } });
  const path = join(home, 'dev-up.tfstate');
  const stacks = {
    'dev-up': {
      terraform: { backend: { local: {} } },
      ...data(`\${sensitive("${SECRET}")}`),
      output: { name: { value: 'a name' } },
    },
    'dev-down': {
      terraform: { backend: { local: {} } },
      ...data('${data.terraform_remote_state.up.outputs.name}'),
      data: { terraform_remote_state: { up: { backend: 'local', config: { path } } } },
    },
  };
  for (const [name, configuration] of Object.entries(stacks)) {
    const directory = join(home, 'stacks', name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
    writeFileSync(join(directory, '.terraform.lock.hcl'), '');
  }
  const manifest = (name: string, dependencies: string[]): object => ({
    name,
    workingDirectory: `stacks/${name}`,
    dependencies,
  });
  const all = {
    state: manifest(STATE_BACKEND, []),
    up: manifest('dev-up', []),
    down: manifest('dev-down', ['dev-up']),
  };
  writeFileSync(join(home, 'manifest.json'), JSON.stringify({ stacks: all }));
}

let session: Session;
let stacks: Stack[];
/** Planned once, before anything was applied. */
let first: StackPlan[];
const plan = (): Promise<StackPlan[]> => planStacks(stacks, { session, folder, onProgress: () => undefined });

const stateOf = (plans: StackPlan[], stack: string): string | undefined =>
  renderReport(plans, { title: 'Plan' })
    .rows.find(([name]) => name === stack)
    ?.at(-1);

beforeAll(async () => {
  // None has to run: the stacks have local states, and no resources of AWS.
  const emulator = { pid: 0, port: 9, startedAt: '', processStart: '' };
  session = await openSession({ emulator, home, outDir: home });
  writeStacks();
  stacks = readStacks(home).filter(({ name }) => name !== STATE_BACKEND);
}, 120_000);

test('a stack whose upstream has no state cannot be planned, and the others go on', async () => {
  first = await plan();
  const [up, down] = first;
  expect(up?.problem).toBeUndefined();
  expect(up?.plan?.applyable).toBe(true);
  expect(down?.problem).toMatch(
    /Unable to find remote state[^]*It reads outputs of dev-up, which has no state yet/,
  );
  // What cannot be applied is not there to be taken for something that can.
  expect(existsSync(planFile(folder, 'dev-down'))).toBe(false);
}, 300_000);

test('plan files hold secrets, so nobody else may read them, and the report has Terraform’s text and none', () => {
  const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
  expect(mode(folder)).toBe('700');
  expect(mode(planFile(folder, 'dev-up'))).toBe('600');
  const { full } = renderReport(first, { title: 'Plan' });
  expect(full).toContain('+ input  = (sensitive value)');
  expect(full).not.toContain(SECRET);
});

test('once the upstream is applied all is planned, and a saved plan is what Terraform applies', async () => {
  const [up] = stacks;
  const { env, terraform: found } = session;
  execFileSync(found.program, ['apply', '-input=false', planFile(folder, 'dev-up')], {
    cwd: up?.directory,
    env,
  });
  const plans = await plan();
  expect(stateOf(plans, 'dev-up')).toBe('✅ no changes');
  expect(stateOf(plans, 'dev-down')).toBe('changes');
}, 300_000);
