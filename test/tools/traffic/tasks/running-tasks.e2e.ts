import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  Service,
  StopTaskCommand,
  Task,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { manifestFor } from '../../../../tools/deploy/stand-in-images';
import { Emulator, endpointOf } from '../../../../tools/session/emulator-record';
import { emulatorPlace } from '../../../../tools/support/emulator-place';
import { Clients, clientsOf, REGION, testEmulator } from '../../../e2e/world';
import { temporaryFolder } from '../../../support/temporary-folder';
import { describeRollouts, eventually, PORT } from './rollouts';

jest.setTimeout(480_000);

/** An account other than the emulator's own: all that a task needs is found in the account of its service. */
const ACCOUNT = '210987654321';
const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/depot:7`;
const asked = { cluster: 'yard', services: ['depot'] };

let home: string;
let emulator: Emulator;
let aws: Clients;
let ecs: ECSClient;
let balancer: string;
let targetGroup: string;
let secret: string;
let network: { subnets: string[]; security_groups: string[] };

const service = async (): Promise<Service> =>
  (await ecs.send(new DescribeServicesCommand(asked))).services?.[0] ?? {};

async function tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<Task[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'yard', desiredStatus }));
  if (taskArns.length === 0) return [];
  return (await ecs.send(new DescribeTasksCommand({ cluster: 'yard', tasks: taskArns }))).tasks ?? [];
}

async function targetStates(): Promise<(string | undefined)[]> {
  const answer = await aws.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }));
  return (answer.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State);
}

/** The service once it is steady with healthy targets. */
const steady = (): Promise<Service> =>
  eventually(async () => {
    const now = await service();
    const isSteady = now.runningCount === 2 && now.deployments?.length === 1;
    return isSteady && String(await targetStates()) === 'healthy,healthy' ? now : undefined;
  });

/** Ids of the processes that have the text in their command line. */
const processes = (text: string): number[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);

const define = (
  secrets: { name: string; valueFrom: string }[],
  { family = 'depot', ...container }: { family?: string } & Partial<ContainerDefinition> = {},
) =>
  ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      networkMode: 'awsvpc',
      containerDefinitions: [
        {
          name: 'main',
          image: IMAGE,
          memory: 256,
          portMappings: [{ containerPort: PORT }],
          environment: [
            { name: 'SERVER_SERVLET_CONTEXT_PATH', value: '/depot' },
            { name: 'MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE', value: 'health' },
          ],
          secrets,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/depot', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'x' },
          },
          stopTimeout: 5,
          ...container,
        },
      ],
    }),
  );

const secretsNamed = (parameter: string) => [
  { name: 'SERVER_PORT', valueFrom: parameter },
  { name: 'WORD', valueFrom: `${secret}:word::` },
];

beforeAll(async () => {
  home = temporaryFolder('tasks');
  emulator = await testEmulator(home, true);
  const endpoint = endpointOf(emulator);
  aws = clientsOf(endpoint, ACCOUNT);
  ecs = new ECSClient(emulatorPlace(endpoint, { account: ACCOUNT, region: REGION }));
  const { Vpc: { VpcId } = {} } = await aws.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const subnets = await Promise.all(
    ['a', 'b'].map(async (zone, index) => {
      const AvailabilityZone = `${REGION}${zone}`;
      const CidrBlock = `10.9.${index}.0/24`;
      const made = await aws.ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
      return made.Subnet?.SubnetId ?? '';
    }),
  );
  const group = async (name: string, FromPort: number): Promise<string> => {
    const made = await aws.ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name }),
    );
    const open = {
      GroupId: made.GroupId,
      IpProtocol: 'tcp',
      FromPort,
      ToPort: FromPort,
      CidrIp: '0.0.0.0/0',
    };
    await aws.ec2.send(new AuthorizeSecurityGroupIngressCommand(open));
    return made.GroupId ?? '';
  };
  const [front, back] = [await group('front', 80), await group('back', PORT)];
  network = { subnets, security_groups: [back] };
  const { LoadBalancers: [{ LoadBalancerArn, DNSName = '' } = {}] = [] } = await aws.elb.send(
    new CreateLoadBalancerCommand({ Name: 'yard', Subnets: subnets, SecurityGroups: [front] }),
  );
  balancer = DNSName;
  const { TargetGroups: [{ TargetGroupArn = '' } = {}] = [] } = await aws.elb.send(
    new CreateTargetGroupCommand({
      ...{ Name: 'depot', Protocol: 'HTTP', Port: PORT, VpcId, TargetType: 'ip' },
      ...{ HealthCheckPath: '/depot/actuator/health', HealthCheckIntervalSeconds: 5 },
      ...{ HealthyThresholdCount: 2, UnhealthyThresholdCount: 2, HealthCheckTimeoutSeconds: 2 },
    }),
  );
  targetGroup = TargetGroupArn;
  await aws.elb.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTP', Port: 80 },
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  await aws.ecr.send(new CreateRepositoryCommand({ repositoryName: 'depot' }));
  await aws.logs.send(new CreateLogGroupCommand({ logGroupName: '/depot' }));
  await aws.ssm.send(new PutParameterCommand({ Name: '/depot/port', Value: String(PORT), Type: 'String' }));
  const made = await aws.secretsManager.send(
    new CreateSecretCommand({ Name: 'depot', SecretString: JSON.stringify({ word: 'open sesame' }) }),
  );
  secret = made.ARN ?? '';
  await define(secretsNamed('/depot/port'));
  await ecs.send(new CreateClusterCommand({ clusterName: 'yard' }));
  await ecs.send(
    new CreateServiceCommand({
      ...{ cluster: 'yard', serviceName: 'depot', taskDefinition: 'depot', desiredCount: 2 },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [back] } },
      loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'main', containerPort: PORT }],
    }),
  );
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
  await aws.ecr.send(new PutImageCommand(image));
  expect((await steady()).deployments?.[0]?.rolloutState).toBe('COMPLETED');
  const running = await tasks('RUNNING');
  expect(running.map(({ availabilityZone }) => availabilityZone).sort()).toEqual([
    `${REGION}a`,
    `${REGION}b`,
  ]);
  const [pid = 0] = processes('stand-in.cjs depot').filter((one) => processes(home).includes(one));
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  expect(variables).toEqual(expect.arrayContaining([`SERVER_PORT=${PORT}`, 'WORD=open sesame']));
  expect(variables.filter((one) => one.startsWith('AWS_') || one.startsWith('npm_'))).toEqual([]);
  const events = await eventually(async () => {
    const found = await aws.logs.send(new FilterLogEventsCommand({ logGroupName: '/depot' }));
    return (found.events ?? []).length > 0 ? found.events : undefined;
  });
  expect(events[0]?.message).toContain(`Stand-in for depot at http://127.`);
});

test('it answers through its load balancer', async () => {
  const { port } = JSON.parse(readFileSync(join(home, 'traffic.json'), 'utf8')) as { port: number };
  const status = await new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/depot/actuator/health', headers: { Host: balancer } };
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
  const [pid = 0] = processes('stand-in.cjs depot').filter((one) => processes(home).includes(one));
  process.kill(pid, 'SIGKILL');
  const killed = await eventually(async () =>
    (await tasks('STOPPED')).find(({ taskArn = '' }) => before.includes(taskArn)),
  );
  expect(killed.stoppedReason).toBe('Essential container in task exited');
  expect(killed.containers?.[0]?.exitCode).toBe(137);
  const task = before.find((arn) => arn !== killed.taskArn);
  await ecs.send(new StopTaskCommand({ cluster: 'yard', task, reason: 'a trial' }));
  await eventually(async () => {
    const now = (await tasks('RUNNING')).map(({ taskArn = '' }) => taskArn);
    return now.length === 2 && !now.some((arn) => before.includes(arn)) ? now : undefined;
  });
  await steady();
  expect((await tasks('STOPPED')).find(({ taskArn }) => taskArn === task)?.stoppedReason).toBe('a trial');
});

test('a revision whose parameter is missing is rolled back', async () => {
  const before = (await service()).taskDefinition;
  await define(secretsNamed('/depot/none'));
  await ecs.send(new UpdateServiceCommand({ cluster: 'yard', service: 'depot', taskDefinition: 'depot' }));
  const during = await service();
  expect([during.taskDefinition === before, during.deployments?.length]).toEqual([false, 2]);
  await eventually(async () => ((await service()).taskDefinition === before ? true : undefined));
  const after = await steady();
  expect(after.events?.map(({ message }) => message).join('\n')).toMatch(
    /rolling back to \(deployment[^]*invalid ssm parameters: \/depot\/none/,
  );
});

describe('rollouts that Terraform waits for', () => {
  describeRollouts(() => ({
    account: ACCOUNT,
    home,
    emulator,
    aws,
    ecs,
    network,
    define,
    secretsNamed,
    image: IMAGE,
  }));
});

test('no process outlives an emulator that is killed', async () => {
  expect(processes('stand-in.cjs depot').length).toBeGreaterThanOrEqual(2);
  process.kill(emulator.pid, 'SIGKILL');
  await eventually(() => Promise.resolve(processes(home).length === 0 ? true : undefined));
});
