import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { resourcesIn } from '../../tools/deploy/state';
import { endpointOf } from '../../tools/session/emulator-record';
import { Clients, clientsOf, REGION, testEmulator } from '../e2e/world';
import { SmallProject } from '../tools/preview/small-project';
import { runStep, StepResult } from './run-step';
import { stepsOf, workflow } from './workflow-files';

const BUCKET = 'states-of-the-test';

let project: SmallProject;
let aws: Clients;
let env: NodeJS.ProcessEnv;

/** A resource of Terraform's own: without the AWS provider a command takes seconds less. */
const data = (input: string): object => ({ resource: { terraform_data: { it: { input } } } });

/** Runs the step of a workflow in the project, against the emulator. */
function run(file: string, id: string, more: NodeJS.ProcessEnv = {}): StepResult {
  const steps = Object.values(workflow(file).jobs).flatMap(stepsOf);
  const step = steps.find((each) => each.id === id);
  return runStep(
    step,
    project.folder,
    { gh: 'case "$*" in *--jq*) ;; esac' },
    { ...env, ENVIRONMENT: 'dev', ...more },
  );
}
/** The input of `data` as it was last applied. */
async function valueOf(): Promise<unknown> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'dev-one.tfstate' }));
  const [it] = resourcesIn((await Body?.transformToString()) ?? '');
  return (it?.attributes['output'] as { value: unknown } | undefined)?.value;
}

beforeAll(async () => {
  project = new SmallProject();
  // It has to tolerate the variables of an account here.
  project.write('main.ts', project.read('main.ts').replace(/^const secrets =[^]*?throw [^\n]*\n/m, ''));
  project.write('.git/info/exclude', ['node_modules', '.venv', '.cache', 'plans', '.runner'].join('\n'));
  project.stacks({ 'dev-one': data('first') });
  project.commit('The first');
  const emulator = await testEmulator(join(project.folder, '.cache', 'emulator'));
  aws = clientsOf(endpointOf(emulator));
  await aws.s3.send(
    new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  env = {
    AWS_ENDPOINT_URL: endpointOf(emulator),
    AWS_ACCESS_KEY_ID: 'emulator',
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: REGION,
  };
}, 300_000);

/** The plans that the step of a deployment saved. */
const planned = (): string => {
  const { status, output, stderr } = run('deploy-environment', 'plan');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return /^plans=(.+)$/m.exec(output)?.[1] ?? '';
};

test('a deployment saves its plans in the bucket, under commit and digest, and an apply takes exactly these', async () => {
  const plans = planned();
  expect(plans).toMatch(new RegExp(`^${project.git('rev-parse', 'HEAD')}-[0-9a-f]{64}$`));
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'plans/' }));
  expect(Contents.map(({ Key }) => Key).sort()).toEqual(
    ['dev-one.tfplan', 'planned.json'].map((file) => `plans/dev/${plans}/${file}`),
  );
  // A runner of its own has no plans.
  project.git('clean', '-fdxq', 'plans');
  expect(run('apply', 'apply', { PLANS: plans })).toMatchObject({ status: 0 });
  expect(await valueOf()).toBe('first');
  expect(run('apply', 'apply', { PLANS: plans }).stderr).toContain('The state moved.');
  expect(run('deploy-environment', 'plan')).toMatchObject({ status: 0, output: '' });
}, 600_000);

test('plans of another commit, plans that somebody replaced, and plans that are not there are refused', async () => {
  const old = `${project.git('rev-parse', 'HEAD')}-${'0'.repeat(64)}`;
  expect(run('apply', 'apply', { PLANS: old }).stderr).toContain('Saved plans expire after a day');
  project.stacks({ 'dev-one': data('second') });
  project.commit('The second');
  const plans = planned();
  await aws.s3.send(
    new PutObjectCommand({ Bucket: BUCKET, Key: `plans/dev/${plans}/dev-one.tfplan`, Body: 'another' }),
  );
  expect(run('apply', 'apply', { PLANS: plans })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('dev-one.tfplan in the bucket is not the file that was saved') as string,
  });
  project.stacks({ 'dev-one': data('third') });
  project.commit('The third');
  expect(run('apply', 'apply', { PLANS: plans }).stderr).toMatch(
    /the saved plans are of commit \w+, and this is/,
  );
  expect(await valueOf()).toBe('first');
}, 600_000);

test('the plan of a pull request writes nothing', async () => {
  const before = await aws.s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const plan = run('plan', 'plan');
  expect(plan).toMatchObject({ status: 0, stderr: '' });
  const comment = readFileSync(join(project.folder, 'plans/dev/comment.md'), 'utf8');
  expect(plan.summary).toBe(comment);
  expect(comment).toContain('1 to change in 1 stack.');
  const after = await aws.s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  expect(after.Contents?.map(({ Key }) => Key)).toEqual(before.Contents?.map(({ Key }) => Key));
}, 600_000);

test('drift becomes an issue', async () => {
  const it = { name: '/it', type: 'String', value: 'by Terraform' };
  project.stacks({ 'dev-one': { resource: { aws_ssm_parameter: { it } } } });
  project.commit('A resource that somebody can change by hand');
  expect(run('apply', 'apply', { PLANS: planned() })).toMatchObject({ status: 0 });
  await aws.ssm.send(new PutParameterCommand({ Name: '/it', Value: 'by hand', Overwrite: true }));
  const look = run('drift', 'drift');
  expect(look.output).toBe('code=2\n');
  const { calls, status } = run('drift', 'issue', { CODE: '2', GH_REPO: 'octo/repo' });
  expect(status).toBe(0);
  expect(calls.at(-1)).toBe(
    'gh issue create --title Drift in dev --label drift --body-file plans/dev/drift.md',
  );
}, 600_000);
