import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../../src/config/services';
import { down } from '../../tools/deploy/down';
import { RunReport } from '../../tools/deploy/run-report';
import { terraform } from '../../tools/deploy/terraform';
import { up } from '../../tools/deploy/up';
import { synthesize } from '../support/synthesis';
import { describeCdktf } from './cdktf';
import { chat, describeChat } from './chat';
import { describeData } from './data';
import { describeDatabase } from './database';
import { describeGenai } from './genai';
import { describeEdge } from './edge';
import { leftovers } from './leftovers';
import { describeMigration } from './migration';
import { describeNetwork } from './network';
import { describePlatform } from './platform';
import { describeSecurity } from './security';
import { describeSecrets } from './secrets';
import { describeServices } from './services';
import { describeState, resourcesInState } from './state';
import { LOCK_TABLE, newWorld, STATE_BUCKET, World } from './world';
import { temporaryFolder } from '../support/temporary-folder';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const STACKS = [
  'state-backend',
  'dev-security',
  'dev-network',
  'dev-data',
  'dev-genai',
  'dev-platform',
  'dev-edge',
  'dev-services',
];

let world: World;
let report: RunReport;
/** The folder of the second plans, each under the name of its stack. */
let plans: string;

beforeAll(async () => {
  world = await newWorld('dev');
  plans = temporaryFolder('plans');
  report = await up({ session: world.session, environment: 'dev' });
});

describe('after the first apply', () => {
  test('every stack of the environment is up', () => {
    expect(report.failures).toEqual([]);
    expect(report.stacks.map(({ stack, changes }) => [stack, changes.add > 0])).toEqual(
      STACKS.map((stack) => [stack, true]),
    );
  });

  test('the emulator understood every request and refused none', async () => {
    const { calls, ...trouble } = await world.status();
    expect(trouble).toMatchObject({ unidentified: [], refused: [], failed: [], unchecked: {} });
    expect(calls['ec2:CreateVpc']).toBe(1);
  });

  test('what was deployed is the synthesized JSON, byte for byte, with nothing beside it', () => {
    const synthesized = synthesize();
    for (const stack of STACKS) {
      const [deployed, fresh] = [world.outDir, synthesized].map((folder) => join(folder, 'stacks', stack));
      const read = (folder = ''): string => readFileSync(join(folder, 'cdk.tf.json'), 'utf8');
      expect(read(deployed)).toBe(read(fresh));
      const names = (folder = ''): string[] =>
        readdirSync(folder).filter((name) => name !== '.terraform-emulator');
      expect(names(deployed)).toEqual(names(fresh));
    }
  });

  test.each(STACKS)('the second plan of %s is empty', async (stack) => {
    const { exitCode, stdout, stderr } = await terraform(world.session, stack, [
      'plan',
      '-detailed-exitcode',
      '-input=false',
      '-no-color',
      `-out=${join(plans, stack)}`,
    ]);
    expect({ exitCode, said: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, said: '' });
  });

  describe('network', () => {
    describeNetwork(() => world);
  });

  describe('data', () => {
    describeData(() => world);
    describeDatabase(() => world);
    describeMigration(() => world);
  });

  describe('platform', () => {
    describePlatform(() => world);
  });

  describe('security', () => {
    describeSecurity(() => world);
  });

  describe('services', () => {
    describeServices(() => world);
  });

  describe('genai', () => {
    describeGenai(() => world);
    describeChat(() => world);
  });

  describe('edge', () => {
    describeEdge(() => world);
  });

  describe('secrets', () => {
    describeSecrets(
      () => world,
      () => plans,
    );
  });

  describe('state', () => {
    describeState(() => world);
  });

  describe('cdktf', () => {
    describeCdktf(() => world);
  });
});

describe('after destroying it', () => {
  beforeAll(async () => {
    report = await down({ session: world.session, environment: 'dev' });
  });

  test('the stacks went in reverse order, and the state backend stayed', () => {
    expect(report.failures).toEqual([]);
    expect(report.stacks.map(({ stack }) => stack)).toEqual(STACKS.slice(1).reverse());
  });

  test('npm run chat says that the function is not deployed', async () => {
    const { exitCode, stderr } = await chat(world, 'Hello');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is not deployed on the emulator')]);
  });

  test('nothing is left but the state backend', async () => {
    expect(await leftovers(world)).toEqual({
      addresses: [],
      addressSets: [],
      aliases: ['alias/petclinic-terraform-state'],
      apis: [],
      buckets: [STATE_BUCKET],
      clusters: [],
      databases: [],
      endpoints: [],
      flowLogs: [],
      functions: [],
      hostedZones: [],
      instanceProfiles: [],
      internetGateways: [],
      keys: ['Terraform state: bucket and lock table'],
      loadBalancers: [],
      logGroups: [],
      logPolicies: [],
      namespaces: [],
      natGateways: [],
      parameters: [],
      repositories: [],
      roles: [],
      secrets: [],
      tables: [LOCK_TABLE],
      targetGroups: [],
      // What a deployment goes back to stays; it costs nothing.
      taskDefinitions: services.map(({ name }) => `petclinic-dev-${name}:1`).sort(),
      topics: [],
      vpcs: [],
      webAcls: [],
    });
    for (const stack of STACKS.slice(1)) {
      expect(await resourcesInState(world, `petclinic/${stack.replace('-', '/')}.tfstate`)).toEqual([]);
    }
  });

  test('the emulator understood every request and refused none', async () => {
    expect(await world.status()).toMatchObject({ unidentified: [], refused: [], failed: [], unchecked: {} });
  });
});
