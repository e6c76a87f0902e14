import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateFunctionCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { ACCOUNT } from '../../support/values';
import { namesFor } from '../../../src/lib/naming';
import { admin } from './good-account';

/** Runs a task of a vCPU in a cluster of others. */
export async function runElsewhere(endpoint: string): Promise<void> {
  const ecs = new ECSClient(admin(endpoint));
  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: 'elsewhere' }));
  const task = {
    clusterArn: cluster?.clusterArn,
    taskArn: `${cluster?.clusterArn ?? ''}/1`.replace(':cluster/', ':task/'),
    taskDefinitionArn: 'other:1',
    group: 'family:other',
    desiredStatus: 'RUNNING',
    lastStatus: 'RUNNING',
    cpu: '1024',
  };
  // The emulator has the tasks that run, as whoever runs them reports.
  const report = {
    method: 'POST',
    body: JSON.stringify({ port: 1, tasks: [task], services: {}, targets: {} }),
  };
  expect((await fetch(`${endpoint}/_emulator/tasks`, report)).status).toBe(200);
}

/** Ids of the subnets of the VPC that AWS gives an account. */
async function defaultSubnets(endpoint: string): Promise<string[]> {
  const { Subnets = [] } = await new EC2Client(admin(endpoint)).send(new DescribeSubnetsCommand({}));
  return Subnets.flatMap(({ SubnetId }) => SubnetId ?? []).slice(0, 2);
}

/** Makes 49 load balancers of others. */
export async function makeBalancers(endpoint: string): Promise<void> {
  const Subnets = await defaultSubnets(endpoint);
  const elb = new ElasticLoadBalancingV2Client(admin(endpoint));
  for (let index = 0; index < 49; index += 1) {
    await elb.send(new CreateLoadBalancerCommand({ Name: `other-${index}`, Subnets }));
  }
}

/** Reserves nearly all concurrency for a function of others. */
export async function reserveElsewhere(endpoint: string): Promise<void> {
  const lambda = new LambdaClient(admin(endpoint));
  const FunctionName = 'other';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'python3.11',
      Handler: 'a.b',
      Role: `arn:aws:iam::${ACCOUNT}:role/api-gateway-logs`,
      Code: { ZipFile: zipSync({ 'a.py': new Uint8Array() }) },
    }),
  );
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 890 }));
}

/** Adds rules by hand to the group that has most of them. */
export async function addRules(endpoint: string): Promise<void> {
  const ec2 = new EC2Client(admin(endpoint));
  const Name = namesFor('prod')('security-group', 'endpoints');
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: `${Name}-20261130170449509000000003`,
      Description: 'endpoints',
      TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Name', Value: Name }] }],
    }),
  );
  const IpPermissions = Array.from({ length: 55 }, (_, n) => ({
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    IpRanges: [{ CidrIp: `10.9.${n}.0/24` }],
  }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}
