import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { ITerraformDependable, Op, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import { DEPLOYMENT_MAXIMUM_PERCENT } from '../../lib/aurora-connections';
import { GroupConnection } from '../network/group-connection';
import { SecurityGroup } from '../network/security-group';
import { APPLICATION, GRACE_SECONDS } from './application-container';
import { ServiceDiscovery } from './service-discovery';
import { ServiceRoute, ServiceRouteProps } from './service-route';
import { ServiceScaling, ServiceScalingProps } from './service-scaling';
import { ServiceTask, ServiceTaskProps } from './service-task';

/** Pinned Fargate platform version: tasks start on another one only once it is named here. 1.4.0 is the newest. */
const PLATFORM_VERSION = '1.4.0';

/**
 * Longest time that Terraform waits for a rollout. A service whose image is slow takes a minute; the circuit breaker gives up
 * after three failed tasks, between which ECS waits longer each time.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const ROLLOUT_TIMEOUT = '20m';

export interface FargateServiceProps {
  /** Name of the service: its name in the namespace as well. */
  readonly name: string;
  /** Name of the ECS service. */
  readonly serviceName: string;
  readonly securityGroupName: string;
  readonly cluster: { readonly arn: string; readonly name: string };
  readonly namespaceId: string;
  readonly network: {
    readonly vpcId: string;
    readonly subnetIds: string[];
    readonly loadBalancerSecurityGroupId: string;
    /** Group of the interface endpoints, which ECS calls on 443 for the tasks. */
    readonly endpointSecurityGroupId: string;
    /** @default the service has no database */
    readonly databaseSecurityGroupId: string | undefined;
  };
  readonly port: number;
  /** Value of the parameter that the task reads its port from, such as `aws_ssm_parameter.port.value`. */
  readonly portValue: string;
  /** Paths that answer 200: as long as the process works, and while it takes requests. */
  readonly healthPaths: { readonly liveness: string; readonly readiness: string };
  readonly task: Omit<ServiceTaskProps, 'name' | 'port' | 'livenessPath'>;
  readonly route: Omit<ServiceRouteProps, 'vpcId' | 'port' | 'readinessPath'>;
  readonly scaling: Omit<ServiceScalingProps, 'name' | 'clusterName' | 'serviceName'>;
}

/**
 * A service on Fargate behind the load balancer, spread over the zones of its subnets, found by name, scaled by CPU.
 *
 * All tasks run on demand. Spot would be cheaper for the tasks that scaling adds, but load needs them at once: ECS
 * places none while Spot is short, and does not fall back. ECS rolls a new revision back that does not become healthy;
 * Terraform waits for that, and fails.
 *
 * Another name or port makes rules, roles and tasks beside the old ones, which go once the new tasks are steady: the path is
 * never without a target.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export class FargateService extends Construct {
  /** Name of the ECS service. */
  readonly serviceName: string;
  /** Suffix of the target group's ARN, which is its dimension in CloudWatch metrics. */
  readonly targetGroupArnSuffix: string;
  /** Name of its log group. */
  readonly logGroup: string;
  readonly #name: string;
  readonly #port: number;
  readonly #portValue: string;
  readonly #group: SecurityGroup;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { name, port, healthPaths, cluster, network } = props;
    this.#name = name;
    this.#port = port;
    this.#portValue = props.portValue;
    this.#group = new SecurityGroup(this, 'security-group', {
      name: props.securityGroupName,
      description: `Tasks of ${name}`,
      vpcId: network.vpcId,
    });
    const connections = this.connect(network);
    const route = new ServiceRoute(this, 'route', {
      ...props.route,
      vpcId: network.vpcId,
      port,
      readinessPath: healthPaths.readiness,
    });
    const discovery = new ServiceDiscovery(this, 'discovery', { name, namespaceId: props.namespaceId });
    const task = new ServiceTask(this, 'task', {
      ...props.task,
      name,
      port,
      livenessPath: healthPaths.liveness,
    });
    const service = new EcsService(this, 'service', {
      name: props.serviceName,
      cluster: cluster.arn,
      taskDefinition: task.definitionArn,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      platformVersion: PLATFORM_VERSION,
      desiredCount: props.scaling.minTasks,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: DEPLOYMENT_MAXIMUM_PERCENT,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: 'ENABLED',
      healthCheckGracePeriodSeconds: GRACE_SECONDS,
      networkConfiguration: {
        subnets: network.subnetIds,
        securityGroups: [this.#group.id],
        assignPublicIp: false,
      },
      loadBalancer: [
        { targetGroupArn: route.targetGroupArn, containerName: APPLICATION, containerPort: port },
      ],
      serviceRegistries: { registryArn: discovery.arn },
      enableExecuteCommand: props.task.commandSessions !== undefined,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      waitForSteadyState: true,
      timeouts: { create: ROLLOUT_TIMEOUT, update: ROLLOUT_TIMEOUT, delete: ROLLOUT_TIMEOUT },
      lifecycle: {
        createBeforeDestroy: true,
        // Autoscaling sets it from then on.
        ignoreChanges: ['desired_count'],
        // After a rollback ECS is steady too.
        postcondition: [
          {
            condition: Op.eq(TerraformSelf.getString('task_definition'), task.definitionArn),
            errorMessage: `ECS runs ${TerraformSelf.getString('task_definition')}: it rolled the deployment of ${task.definitionArn} back.`,
          },
        ],
      },
      dependsOn: [route.rule, ...connections, ...task.ready],
    });
    this.serviceName = service.name;
    this.targetGroupArnSuffix = route.targetGroupArnSuffix;
    this.logGroup = task.logGroup;
    new ServiceScaling(this, 'scaling', {
      ...props.scaling,
      name: props.serviceName,
      clusterName: cluster.name,
      serviceName: service.name,
    });
  }

  /** Lets another service open connections to the port of this one. */
  admit(caller: FargateService): void {
    new GroupConnection(this, `from-${caller.#name}`, {
      fromGroupId: caller.#group.id,
      toGroupId: this.#group.id,
      tcpPort: this.#port,
      replacedWith: [this.#portValue, this.#group.idAddress, caller.#group.idAddress],
      description: `${caller.#name} to ${this.#name}`,
    });
  }

  private connect(network: FargateServiceProps['network']): ITerraformDependable[] {
    const connection = (
      key: string,
      fromGroupId: string,
      toGroupId: string,
      tcpPort: number,
      description: string,
      ...values: string[]
    ) =>
      new GroupConnection(this, key, {
        fromGroupId,
        toGroupId,
        tcpPort,
        replacedWith: [this.#group.idAddress, ...values],
        description,
      }).rules;
    const own = this.#group.id;
    const name = this.#name;
    const { loadBalancerSecurityGroupId, endpointSecurityGroupId, databaseSecurityGroupId } = network;
    return [
      ...connection(
        'from-load-balancer',
        loadBalancerSecurityGroupId,
        own,
        this.#port,
        `Load balancer to ${name}`,
        this.#portValue,
      ),
      ...connection('to-endpoints', own, endpointSecurityGroupId, 443, `${name} to the interface endpoints`),
      ...(databaseSecurityGroupId === undefined
        ? []
        : connection('to-database', own, databaseSecurityGroupId, 3306, `${name} to the database`)),
      // Layers of images lie in S3, which is behind no interface endpoint.
      new VpcSecurityGroupEgressRule(this, 'https-to-any', {
        securityGroupId: own,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIpv4: '0.0.0.0/0',
        description: `${name} to S3 and, through NAT, to the internet`,
      }),
    ];
  }
}
