import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  Service,
  StopTaskCommand,
  Task,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { manifestFor } from '../../../../tools/deploy/stand-in-images';
import { REGION } from '../../../e2e/world';
import { processesAbout } from '../../../support/processes';
import { describeRollouts, eventually } from './rollouts';
import { createYard, IMAGE, PORT, Yard } from './yard';

jest.setTimeout(480_000);

const asked = { cluster: 'yard', services: ['depot'] };

let yard: Yard;

const service = async (): Promise<Service> =>
  (await yard.ecs.send(new DescribeServicesCommand(asked))).services?.[0] ?? {};

async function tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<Task[]> {
  const { taskArns = [] } = await yard.ecs.send(new ListTasksCommand({ cluster: 'yard', desiredStatus }));
  if (taskArns.length === 0) return [];
  return (await yard.ecs.send(new DescribeTasksCommand({ cluster: 'yard', tasks: taskArns }))).tasks ?? [];
}

async function targetStates(): Promise<(string | undefined)[]> {
  const answer = await yard.aws.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: yard.targetGroup }),
  );
  return (answer.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State);
}

/** The service once it is steady with healthy targets. */
const steady = (): Promise<Service> =>
  eventually(async () => {
    const now = await service();
    const isSteady = now.runningCount === 2 && now.deployments?.length === 1;
    return isSteady && String(await targetStates()) === 'healthy,healthy' ? now : undefined;
  });

/** Waits until two tasks run of which none is among the given ones. */
const replaced = (before: readonly string[]): Promise<unknown> =>
  eventually(async () => {
    const now = (await tasks('RUNNING')).map(({ taskArn = '' }) => taskArn);
    return now.length === 2 && !now.some((arn) => before.includes(arn)) ? now : undefined;
  });

/** Ids of the processes of the service's tasks. */
const standIns = (): number[] =>
  processesAbout(yard.home)
    .filter(({ command }) => command.includes('stand-in.cjs depot'))
    .map(({ pid }) => pid);

beforeAll(async () => {
  yard = await createYard();
});

test('no task starts while the image is missing, and the stopped ones say so', async () => {
  const reasons = await eventually(async () => {
    const found = (await tasks('STOPPED')).map(({ stoppedReason }) => stoppedReason);
    return found.length > 0 ? found : undefined;
  });
  expect(reasons[0]).toMatch(new RegExp(`^CannotPullContainerError: .*${IMAGE}: not found$`));
  expect((await service()).runningCount).toBe(0);
});

test('once it is pushed the service has its tasks, one in each zone, with its variables and its log', async () => {
  const image = { repositoryName: 'depot', imageTag: '7', imageManifest: manifestFor('depot') };
  await yard.aws.ecr.send(new PutImageCommand(image));
  expect((await steady()).deployments?.[0]?.rolloutState).toBe('COMPLETED');
  const running = await tasks('RUNNING');
  expect(running.map(({ availabilityZone }) => availabilityZone).sort()).toEqual([
    `${REGION}a`,
    `${REGION}b`,
  ]);
  const [pid = 0] = standIns();
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  expect(variables).toEqual(expect.arrayContaining([`SERVER_PORT=${PORT}`, 'WORD=open sesame']));
  expect(variables.filter((one) => one.startsWith('AWS_') || one.startsWith('npm_'))).toEqual([]);
  const events = await eventually(async () => {
    const found = await yard.aws.logs.send(new FilterLogEventsCommand({ logGroupName: '/depot' }));
    return (found.events ?? []).length > 0 ? found.events : undefined;
  });
  expect(events[0]?.message).toContain(`Stand-in for depot at http://127.`);
});

test('it answers through its load balancer', async () => {
  const { port } = JSON.parse(readFileSync(join(yard.home, 'traffic.json'), 'utf8')) as { port: number };
  const status = await new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: '/depot/actuator/health',
      headers: { Host: yard.balancer },
    };
    request(options, (answer) => {
      resolve(answer.resume().statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(200);
});

test('a task that is killed and one that is stopped are replaced', async () => {
  const before = (await tasks('RUNNING')).map(({ taskArn = '' }) => taskArn);
  const [pid = 0] = standIns();
  process.kill(pid, 'SIGKILL');
  const killed = await eventually(async () =>
    (await tasks('STOPPED')).find(({ taskArn = '' }) => before.includes(taskArn)),
  );
  expect(killed.stoppedReason).toBe('Essential container in task exited');
  expect(killed.containers?.[0]?.exitCode).toBe(137);
  const task = before.find((arn) => arn !== killed.taskArn);
  await yard.ecs.send(new StopTaskCommand({ cluster: 'yard', task, reason: 'a trial' }));
  await replaced(before);
  await steady();
  expect((await tasks('STOPPED')).find(({ taskArn }) => taskArn === task)?.stoppedReason).toBe('a trial');
});

test('a forced deployment replaces every task', async () => {
  const before = (await tasks('RUNNING')).map(({ taskArn = '' }) => taskArn);
  const during = await yard.ecs.send(
    new UpdateServiceCommand({ cluster: 'yard', service: 'depot', forceNewDeployment: true }),
  );
  expect(during.service?.deployments).toHaveLength(2);
  await replaced(before);
  await steady();
});

test('a revision whose parameter is missing is rolled back', async () => {
  const before = (await service()).taskDefinition;
  await yard.define('/depot/none');
  const { service: during } = await yard.ecs.send(
    new UpdateServiceCommand({ cluster: 'yard', service: 'depot', taskDefinition: 'depot' }),
  );
  expect([during?.taskDefinition === before, during?.deployments?.length]).toEqual([false, 2]);
  await eventually(async () => ((await service()).taskDefinition === before ? true : undefined));
  const after = await steady();
  expect(after.events?.map(({ message }) => message).join('\n')).toMatch(
    /rolling back to \(deployment[^]*invalid ssm parameters: \/depot\/none/,
  );
});

describe('rollouts that Terraform waits for', () => {
  describeRollouts(() => yard);
});

test('no process outlives an emulator that is killed', async () => {
  expect(standIns().length).toBeGreaterThanOrEqual(2);
  process.kill(yard.emulator.pid, 'SIGKILL');
  await eventually(() => Promise.resolve(processesAbout(yard.home).length === 0 ? true : undefined));
});
