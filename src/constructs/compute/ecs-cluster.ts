import { EcsCluster as AwsEcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { Construct } from 'constructs';
import { containerInsightsLogGroup } from '../../lib/service-log-groups';
import { LogGroup } from '../observability/log-group';
import { CommandExecution } from './command-execution';

export interface EcsClusterProps {
  readonly name: string;
  /** Retention and key of the log group of Container Insights. */
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Key and log group of ECS Exec. @default no session key or log; no commands are meant to run in tasks */
  readonly commandExecution: CommandExecution | undefined;
}

/**
 * A cluster for Fargate tasks, with Container Insights. Its log group is made first: the service would make it itself,
 * without key or retention.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
 */
export class EcsCluster extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const insights = new LogGroup(this, 'container-insights', {
      name: containerInsightsLogGroup(props.name),
      ...props.logs,
    });
    const cluster = new AwsEcsCluster(this, 'cluster', {
      name: props.name,
      // Not `enhanced`: that also pays for metrics of each task and container, which no alarm here asks for.
      setting: [{ name: 'containerInsights', value: 'enabled' }],
      configuration: configurationFor(props.commandExecution),
      dependsOn: [insights.ready],
    });
    new EcsClusterCapacityProviders(this, 'capacity-providers', {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      // Spot tasks go at two minutes' notice: a service or an operator has to ask for them.
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    });
    this.arn = cluster.arn;
    this.name = cluster.name;
  }
}

const configurationFor = (execution: CommandExecution | undefined) =>
  execution && {
    executeCommandConfiguration: {
      kmsKeyId: execution.keyArn,
      logging: 'OVERRIDE',
      logConfiguration: {
        cloudWatchEncryptionEnabled: true,
        cloudWatchLogGroupName: execution.logGroupName,
      },
    },
  };
