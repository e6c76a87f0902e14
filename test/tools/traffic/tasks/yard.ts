import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import {
  ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RegisterTaskDefinitionCommandOutput,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { Emulator, endpointOf } from '../../../../tools/session/emulator-record';
import { emulatorPlace } from '../../../../tools/support/emulator-place';
import { Clients, clientsOf, REGION, testEmulator } from '../../../e2e/world';
import { temporaryFolder } from '../../../support/temporary-folder';

/** An account other than the emulator's own: all that a task needs is found in the account of its service. */
export const ACCOUNT = '210987654321';
/** Port of every service of the yard. */
export const PORT = 8181;
/** Image of the repository `depot`, which is not pushed yet. */
export const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/depot:7`;

/** Cluster `yard` with a service `depot` of two tasks behind a load balancer, made by SDK calls. */
export interface Yard {
  /** Home folder of the emulator. */
  readonly home: string;
  readonly emulator: Emulator;
  readonly aws: Clients;
  readonly ecs: ECSClient;
  /** Public name of the load balancer. */
  readonly balancer: string;
  /** ARN of the target group. */
  readonly targetGroup: string;
  /** Network configuration, as `aws_ecs_service` takes it. */
  readonly network: { readonly subnets: string[]; readonly security_groups: string[] };
  /**
   * Registers a task definition of one container, `main`.
   *
   * @param parameter SSM parameter with the port of the service
   */
  readonly define: (
    parameter: string,
    changes?: { readonly family?: string } & Partial<ContainerDefinition>,
  ) => Promise<RegisterTaskDefinitionCommandOutput>;
}

/** Definition of a task that has its port from a parameter and a word from a secret. */
const taskDefinition = (
  secret: string,
  parameter: string,
  { family = 'depot', ...container }: { readonly family?: string } & Partial<ContainerDefinition> = {},
) =>
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
        secrets: [
          { name: 'SERVER_PORT', valueFrom: parameter },
          { name: 'WORD', valueFrom: `${secret}:word::` },
        ],
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/depot', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'x' },
        },
        stopTimeout: 5,
        ...container,
      },
    ],
  });

/** Starts an emulator that runs what is deployed there, and makes the yard in it. */
export async function createYard(): Promise<Yard> {
  const home = temporaryFolder('tasks');
  const emulator = await testEmulator(home, true);
  const endpoint = endpointOf(emulator);
  const aws = clientsOf(endpoint, ACCOUNT);
  const ecs = new ECSClient(emulatorPlace(endpoint, { account: ACCOUNT, region: REGION }));
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
  const { LoadBalancers: [{ LoadBalancerArn, DNSName: balancer = '' } = {}] = [] } = await aws.elb.send(
    new CreateLoadBalancerCommand({ Name: 'yard', Subnets: subnets, SecurityGroups: [front] }),
  );
  const { TargetGroups: [{ TargetGroupArn: targetGroup = '' } = {}] = [] } = await aws.elb.send(
    new CreateTargetGroupCommand({
      ...{ Name: 'depot', Protocol: 'HTTP', Port: PORT, VpcId, TargetType: 'ip' },
      ...{ HealthCheckPath: '/depot/actuator/health', HealthCheckIntervalSeconds: 5 },
      ...{ HealthyThresholdCount: 2, UnhealthyThresholdCount: 2, HealthCheckTimeoutSeconds: 2 },
    }),
  );
  await aws.elb.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTP', Port: 80 },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
    }),
  );
  await aws.ecr.send(new CreateRepositoryCommand({ repositoryName: 'depot' }));
  await aws.logs.send(new CreateLogGroupCommand({ logGroupName: '/depot' }));
  await aws.ssm.send(new PutParameterCommand({ Name: '/depot/port', Value: String(PORT), Type: 'String' }));
  const { ARN: secret = '' } = await aws.secretsManager.send(
    new CreateSecretCommand({ Name: 'depot', SecretString: JSON.stringify({ word: 'open sesame' }) }),
  );
  const define: Yard['define'] = (parameter, changes) => ecs.send(taskDefinition(secret, parameter, changes));
  await define('/depot/port');
  await ecs.send(new CreateClusterCommand({ clusterName: 'yard' }));
  await ecs.send(
    new CreateServiceCommand({
      ...{ cluster: 'yard', serviceName: 'depot', taskDefinition: 'depot', desiredCount: 2 },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [back] } },
      loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'main', containerPort: PORT }],
    }),
  );
  return {
    home,
    emulator,
    aws,
    ecs,
    balancer,
    targetGroup,
    network: { subnets, security_groups: [back] },
    define,
  };
}
