import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStackJson } from '../../tools/deploy/graph';
import { Outcome, schedule } from '../../tools/deploy/schedule';
import { Contents } from '../../tools/deploy/steps';
import { findStack, terraform } from '../../tools/deploy/terraform';
import { settingsOf } from '../../tools/session/settings';
import { temporaryFolder } from '../support/temporary-folder';
import { describeSecrets } from './secrets';
import { addressesInState, describeState } from './state';
import { describeUnseen } from './unseen';
import { DeployedWorld, deployedWorld, PARTS, SYNTHESIZED, World } from './world';

/** Deploys an environment, and asks what every deployment is asked. */
export function describeDeployment(environment: 'dev' | 'prod'): void {
  const { account, backend } = settingsOf(environment);
  const suffix = backend.place === undefined ? '' : `-${account ?? ''}`;
  const ofAccount = [`state-backend${suffix}`, `account${suffix}`, `account${suffix}-us-west-2`];
  const own = PARTS.map((part) => `${environment}-${part}`);
  const stacks = [...ofAccount, ...own];
  let world: World;
  let deployed: DeployedWorld['deployed'];
  let plans: string;

  beforeAll(async () => {
    ({ world, deployed } = await deployedWorld(environment, { isFresh: true }));
    plans = temporaryFolder('plans');
  });

  test('every stack of the environment is up', () => {
    expect(deployed?.report.stacks.map(({ stack, changes }) => [stack, changes.add > 0])).toEqual(
      stacks.map((stack) => [stack, true]),
    );
  });

  test('the emulator understood every request and refused none', () => {
    expect(deployed?.status).toMatchObject({ ...NO_TROUBLE, calls: { 'ec2:CreateVpc': 1 } });
  });

  test('what was deployed is the synthesized JSON, byte for byte, with nothing beside it', () => {
    for (const stack of stacks) {
      const [deployed, fresh] = [world.outDir, SYNTHESIZED].map((folder) => join(folder, 'stacks', stack));
      const read = (folder = ''): string => readFileSync(join(folder, 'cdk.tf.json'), 'utf8');
      expect(read(deployed)).toBe(read(fresh));
      const names = (folder = ''): string[] =>
        readdirSync(folder).filter((name) => name !== '.terraform-emulator');
      expect(names(deployed)).toEqual(names(fresh));
    }
  });

  describe('the second plan', () => {
    let planned: Map<string, Outcome<object>>;
    // A name apart, the account's buckets, recorder and rules are the same in both accounts: `dev` has them planned.
    const looked =
      environment === 'dev' ? stacks : stacks.filter((name) => !/state-backend|us-west-2/.test(name));

    beforeAll(async () => {
      const options = ['-detailed-exitcode', '-input=false', '-no-color'];
      // A web ACL takes longest by far, so its plan is not left to the end.
      const jobs = [...new Set([`${environment}-edge`, ...looked])].map((name) => ({
        name,
        dependencies: [],
      }));
      const plan = async ({ name }: { name: string }): Promise<object> => {
        const targets = name === `${environment}-edge` ? await besideFirewalls(world) : [];
        const args = ['plan', ...options, ...targets, `-out=${join(plans, name)}`];
        const { exitCode, stdout, stderr } = await terraform(world.session, name, args);
        return { exitCode, said: exitCode === 0 ? '' : stdout + stderr };
      };
      planned = await schedule(jobs, plan, { limit: 4 });
    });

    test.each(looked)('of %s is empty', (stack) => {
      expect(planned.get(stack)).toEqual({ status: 'done', result: { exitCode: 0, said: '' } });
    });
  });

  describe('what the second plan cannot see', () => {
    describeUnseen(
      () => world,
      () => plans,
    );
  });

  describe('state', () => {
    describeState(() => world);
  });

  describe('secrets', () => {
    describeSecrets(
      () => world,
      () => plans,
    );
  });

  test('the emulator understood every request of the second plan, and refused none', async () => {
    expect(await world.status()).toMatchObject(NO_TROUBLE);
  });
}

/**
 * Targets of a plan that leaves the web ACLs out where those of `dev`, whose second plan has them, are the same but for names:
 * they take Terraform twenty seconds of processor time.
 */
async function besideFirewalls(world: World): Promise<string[]> {
  const { name } = world.config;
  const firewalls = (environment: string): string => {
    const { resource } = readStackJson(findStack(world.session, `${environment}-edge`)) as Contents;
    return JSON.stringify(resource?.['aws_wafv2_web_acl']).replaceAll(environment, '<env>');
  };
  if (name === 'dev' || firewalls(name) !== firewalls('dev')) return [];
  const addresses = await addressesInState(world, `petclinic/${name}/edge.tfstate`);
  return addresses.flatMap((each) => (each.startsWith('aws_wafv2_web_acl') ? [] : [`-target=${each}`]));
}

/** Status of an emulator that understood every request and refused none. */
export const NO_TROUBLE = { unidentified: [], refused: [], failed: [], unchecked: {} };
