import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { applySaved } from '../../../tools/apply/run';
import { Fates } from '../../../tools/apply/apply-plans';
import { Emulator, endpointOf } from '../../../tools/emulator/record';
import { openSession } from '../../../tools/emulator/session';
import { PlanCommand } from '../../../tools/plan/command-line';
import { Opening } from '../../../tools/plan/opening';
import { planAndRecord } from '../../../tools/plan/record';
import { choose } from '../../../tools/plan/run';
import { KeyPair, makeKeyPair } from '../../../tools/sealed-plans/age';
import { seal } from '../../../tools/sealed-plans/seal';
import { unseal } from '../../../tools/sealed-plans/unseal';
import { ACCOUNT, Clients, clientsOf, REGION, testEmulator } from '../../e2e/world';
import { temporaryFolder } from '../../support/temporary-folder';
import { Project } from '../apply/project';

const home = temporaryFolder('sealed');
const sealed = join(home, 'sealed-plans');
const quietly = (): void => undefined;

let emulator: Emulator;
let aws: Clients;
let key: KeyPair;

/** What the job of a workflow has to itself: stacks as they are synthesized there, and plans. */
const jobOf = (name: string): PlanCommand => ({
  environment: 'dev',
  stacks: [],
  outDir: join(home, name, 'out'),
  folder: join(home, name, 'plans'),
});

async function open(name: string): Promise<Opening> {
  const endpoint = endpointOf(emulator);
  return {
    session: await openSession({ emulator, home: join(home, name), outDir: jobOf(name).outDir }),
    caller: { account: ACCOUNT, arn: 'arn', region: REGION, endpoints: [endpoint] },
  };
}

/** Opens the sealed plans in a job of its own, and applies them. */
async function applyIn(name: string): Promise<Fates> {
  await unseal(jobOf(name), key.identity, sealed);
  return applySaved(jobOf(name), await open(name), quietly);
}

beforeAll(async () => {
  emulator = await testEmulator(home);
  aws = clientsOf(endpointOf(emulator));
  key = await makeKeyPair();
  const { outDir } = jobOf('plan');
  const project = new Project(outDir, aws);
  await project.create({ 'dev-one': [] });
  project.write('dev-one', {
    resource: { aws_ssm_parameter: { it: { name: '/one', type: 'String', value: 'planned' } } },
  });
  for (const name of ['apply', 'late']) cpSync(outDir, jobOf(name).outDir, { recursive: true });
}, 120_000);

test('what one job planned and sealed, another job with the same source applies, and no third one after it', async () => {
  const job = jobOf('plan');
  const options = { ...(await open('plan')), environment: 'dev', isWhole: true, folder: job.folder };
  await planAndRecord(choose(job), { ...options, onProgress: quietly });
  await seal(job, key.recipient, sealed);

  expect([...(await applyIn('apply')).values()]).toMatchObject([{ status: 'applied' }]);
  const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: '/one' }));
  expect(Parameter?.Value).toBe('planned');

  await expect(applyIn('late')).rejects.toThrow(
    /The state moved\.\n {2}dev-one: serial \d+ when it was planned/,
  );
}, 300_000);
