import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { applySaved, exitCodeOf } from '../../../tools/apply/run';
import { Outcomes } from '../../../tools/apply/apply-plans';
import { describeOutcomes } from '../../../tools/apply/summary';
import { Stack } from '../../../tools/deploy/graph';
import { Session } from '../../../tools/deploy/session';
import { exitCodeOf as driftCodeOf, findDriftOf } from '../../../tools/drift/run';
import { DriftReport, renderDrift } from '../../../tools/drift/report';
import { endpointOf } from '../../../tools/session/emulator-record';
import { EMULATED_ACCOUNT } from '../../../tools/support/emulator-place';
import { openSession } from '../../../tools/emulator/session';
import { Caller } from '../../../tools/session/caller';
import { PlanCommand } from '../../../tools/session/plan-command';
import { planStack } from '../../../tools/deploy/plan-stack';
import { planFile, Planned, readPlanned, writePlanned } from '../../../tools/saved-plans/plan-record';
import { planAndRecord } from '../../../tools/plan/record';
import { chooseStacks } from '../../../tools/session/choose-stacks';
import { isPlanned, StackPlan } from '../../../tools/plan-report/stack-plan';
import { Clients, clientsOf, REGION, testEmulator } from '../../e2e/world';
import { temporaryFolder } from '../../support/temporary-folder';
import { data, movedState, Project } from './project';

const home = temporaryFolder('apply');
const outDir = join(home, 'out');
const folder = join(home, 'plans');
const SECRET = 'fake-secret-of-the-test';
const OTHER_SECRET = 'fake-secret-by-hand';
const quietly = (): void => undefined;

let session: Session;
let aws: Clients;
let caller: Caller;
let project: Project;

/** The stack that another reads. */
const writeUp = (value: string, output = 'one'): void => {
  project.write('dev-up', { resource: data(value), output: { word: { value: output } } });
};
/** The stack that reads, with a step at whose apply it fails. */
const writeDown = (value: string, command = 'true'): void => {
  const step = { triggers_replace: command, provisioner: [{ 'local-exec': { command } }] };
  const it = { input: `\${data.terraform_remote_state.it.outputs.word} ${value}` };
  project.write('dev-down', { data: project.reading('dev-up'), resource: { terraform_data: { it, step } } });
};
/** A stack of its own. */
const writeSide = (value: string): void => {
  project.write('dev-side', { resource: data(value) });
};

const command = (...stacks: string[]): PlanCommand => ({ environment: 'dev', stacks, outDir, folder });
const plan = async (...stacks: string[]): Promise<boolean[]> => {
  const isWhole = stacks.length === 0;
  const options = { session, caller, environment: 'dev', isWhole, folder, onProgress: quietly };
  return (await planAndRecord(chooseStacks(command(...stacks)), options)).map(isPlanned);
};
const apply = (...stacks: string[]): Promise<Outcomes> =>
  applySaved(command(...stacks), { session, caller }, quietly);
const statuses = (outcomes: Outcomes): Record<string, string> =>
  Object.fromEntries([...outcomes].map(([name, { status }]) => [name, status]));
const summary = (outcomes: Outcomes): string =>
  describeOutcomes(outcomes, { again: 'npm run plan', logs: 'logs' });
const valuesOf = (...stacks: string[]): Promise<unknown[]> =>
  Promise.all(stacks.map((stack) => project.applied(stack)));
const refusal = (...stacks: string[]): Promise<string> =>
  apply(...stacks).then(
    () => 'applied',
    (error: unknown) => (error as Error).message,
  );

beforeAll(async () => {
  const emulator = await testEmulator(home);
  aws = clientsOf(endpointOf(emulator));
  session = await openSession({ emulator, home, outDir });
  caller = { account: EMULATED_ACCOUNT, arn: 'arn', region: REGION, endpoints: [endpointOf(emulator)] };
  project = new Project(outDir, aws);
  await project.create({ 'dev-up': [], 'dev-down': ['dev-up'], 'dev-side': [] });
  writeUp('one');
  writeDown('one');
  writeSide('one');
}, 120_000);

test('what could be planned is applied, and what reads a state that was not there waits for a new plan', async () => {
  expect(await plan()).toEqual([true, false, true]);
  const outcomes = await apply();
  expect(statuses(outcomes)).toEqual({
    'dev-up': 'applied',
    'dev-down': 'plan again',
    'dev-side': 'applied',
  });
  expect(exitCodeOf(outcomes)).toBe(2);
  expect(await valuesOf('dev-up', 'dev-down', 'dev-side')).toEqual(['one', undefined, 'one']);
  expect(existsSync(planFile(folder, 'dev-up'))).toBe(false);
  expect(statuses(await apply())).toEqual({
    'dev-up': 'applied before',
    'dev-down': 'plan again',
    'dev-side': 'applied before',
  });
}, 600_000);

test('a source and a state that moved are told at once, and nothing is applied; moved back, the plans are applied', async () => {
  await plan('dev-down', 'dev-side');
  const state = await project.state('dev-side');
  await project.putState('dev-side', movedState(state));
  writeDown('two');
  const words = await refusal();
  expect(words).toMatch(/The source moved\.\n {2}dev-down: resource terraform_data\.it changed/);
  expect(words).toMatch(/The state moved\.\n {2}dev-side: serial \d+ when it was planned, serial \d+ now/);
  expect(words).toMatch(/Planned at \d{4}[^]*npm run plan -- --env dev/);
  expect(await valuesOf('dev-down')).toEqual([undefined]);

  await project.putState('dev-side', state);
  writeDown('one');
  const outcomes = await apply();
  expect(statuses(outcomes)).toEqual({ 'dev-down': 'applied', 'dev-side': 'unchanged' });
  expect(exitCodeOf(outcomes)).toBe(0);
  expect(await valuesOf('dev-down')).toEqual(['one one']);
}, 600_000);

test('after a failure in the middle the rest is untouched, and the plans are used up', async () => {
  writeUp('two');
  writeDown('one', 'false');
  writeSide('two');
  await plan();
  const outcomes = await apply();
  expect(statuses(outcomes)).toEqual({ 'dev-up': 'applied', 'dev-down': 'failed', 'dev-side': 'not begun' });
  expect(exitCodeOf(outcomes)).toBe(1);
  expect(await valuesOf('dev-up', 'dev-side')).toEqual(['two', 'one']);
  expect(summary(outcomes)).toMatch(
    /dev-down could not be applied[^]*local-exec provisioner error[^]*plan again/,
  );
  expect(await refusal()).toMatch(/did not come to its end\.\n {2}dev-down: failed at /);
}, 600_000);

test('a plan made before its upstream changes an output is not applied, and one that Terraform finds stale neither', async () => {
  writeUp('two', 'two');
  writeDown('one');
  await plan();
  const state = await project.state('dev-side');
  await project.putState('dev-side', movedState(state));
  // As if the state moved just behind the check.
  const planned = readPlanned(folder, '');
  const moved: Planned = {
    ...planned,
    stacks: planned.stacks.map((stack) =>
      stack.name === 'dev-side' && stack.state != null
        ? { ...stack, state: { ...stack.state, serial: stack.state.serial + 1 } }
        : stack,
    ),
  };
  writePlanned(folder, moved);
  const outcomes = await apply();
  expect(statuses(outcomes)).toEqual({ 'dev-up': 'applied', 'dev-down': 'plan again', 'dev-side': 'failed' });
  expect(summary(outcomes)).toMatch(/dev-down +not applied, planned before dev-up changes 1 output/);
  expect(summary(outcomes)).toMatch(/Saved plan is stale[^]*Terraform itself refused the plan/);
  expect(await valuesOf('dev-down', 'dev-side')).toEqual(['one one', 'one']);
}, 600_000);

test('a lock that somebody else holds is waited for, as long as is asked', async () => {
  const release = await project.lock('dev-side');
  const options = { folder, onProgress: quietly };
  const [side] = chooseStacks(command('dev-side'));
  const planSide = (lockTimeout?: string): Promise<StackPlan> =>
    planStack(side as Stack, { ...options, session: { ...session, lockTimeout } });
  expect((await planSide()).problem).toContain('somebody@elsewhere');
  const waiting = planSide('60s');
  setTimeout(() => void release(), 3000);
  expect((await waiting).problem).toBeUndefined();
}, 600_000);

const look = async (...stacks: string[]): Promise<[number, DriftReport]> => {
  const plans = await findDriftOf(chooseStacks(command(...stacks)), session, folder, quietly);
  const report = renderDrift(plans, { title: 'Drift', notes: [], isWhole: stacks.length === 0 });
  return [driftCodeOf(plans, report), report];
};

describe('what is changed by hand', () => {
  const parameter = (name: string, value: string, type = 'String') => ({ name, type, value });
  const valueIn = async (Name: string): Promise<string | undefined> =>
    (await aws.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;

  beforeAll(async () => {
    const own = {
      security_group_id: '${aws_security_group.it.id}',
      ip_protocol: '-1',
      cidr_ipv4: '10.0.0.0/16',
    };
    project.writeAws('dev-side', {
      aws_ssm_parameter: {
        it: parameter('/it', 'one'),
        secret: parameter('/secret', SECRET, 'SecureString'),
      },
      aws_security_group: { it: { name: 'it' } },
      aws_vpc_security_group_ingress_rule: { own },
    });
    await plan();
    await apply();
  }, 600_000);

  test('is found without being told, also a rule that somebody adds to a security group', async () => {
    await aws.ssm.send(
      new PutParameterCommand({
        Name: '/secret',
        Value: OTHER_SECRET,
        Type: 'SecureString',
        Overwrite: true,
      }),
    );
    await aws.ssm.send(new DeleteParameterCommand({ Name: '/it' }));
    const { SecurityGroups: [group] = [] } = await aws.ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['it'] }] }),
    );
    await aws.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group?.GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
    const [code, { text, rows }] = await look('dev-side');
    expect(code).toBe(2);
    expect(rows.find(([stack]) => stack === 'dev-side')?.slice(1, 3)).toEqual(['1', '1']);
    expect(text).toMatch(
      /`aws_ssm_parameter\.secret` \(`\/secret`\) differs in `value`[^]*`aws_ssm_parameter\.it` \(`\/it`\) is gone/,
    );
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(OTHER_SECRET);
  }, 600_000);

  test('is healed by plan and apply, but for the rule, which no plan takes away', async () => {
    await plan('dev-side');
    expect(statuses(await apply())).toEqual({ 'dev-side': 'applied' });
    expect([await valueIn('/secret'), await valueIn('/it')]).toEqual([SECRET, 'one']);
    const [code, { text, rows, isReverted }] = await look();
    expect([code, isReverted]).toEqual([2, false]);
    expect(rows.slice(1)).toEqual([
      ['dev-up', '0', '0', '0', '✅ no drift'],
      ['dev-down', '0', '0', '0', '✅ no drift'],
      ['dev-side', '0', '0', '1', '⚠️ drift'],
    ]);
    expect(text).toContain('`aws_security_group.it`: `ingress tcp 22 from 0.0.0.0/0`');
    expect(text).toMatch(
      /`npm run apply` does not remove them[^]*aws ec2 revoke-security-group-ingress --group-id sg-/,
    );
  }, 600_000);
});
