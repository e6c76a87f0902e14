import { CommandExecution } from '../../../src/constructs/compute/command-execution';
import { EcsCluster } from '../../../src/constructs/compute/ecs-cluster';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const logs = { retentionDays: 14, kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/logs' };

const cluster = (withCommands: boolean) =>
  resourcesOf((stack) => {
    const commandExecution = withCommands
      ? new CommandExecution(stack, 'commands', {
          clusterName: 'petclinic-dev',
          keyAlias: 'alias/petclinic-dev-commands',
          logGroupName: '/petclinic/dev/commands',
          logs,
          accountId: ACCOUNT,
          region: REGION,
          deletionWindowDays: 7,
        })
      : undefined;
    new EcsCluster(stack, 'cluster', { name: 'petclinic-dev', logs, commandExecution });
  });

test('the log group of Container Insights is there before the cluster', () => {
  const { aws_ecs_cluster: clusters, aws_cloudwatch_log_group: groups } = cluster(false);
  expect(groups?.['cluster_container-insights_group']).toMatchObject({
    name: '/aws/ecs/containerinsights/petclinic-dev/performance',
    retention_in_days: 14,
  });
  expect(clusters?.['cluster_cluster']).toEqual({
    name: 'petclinic-dev',
    setting: [{ name: 'containerInsights', value: 'enabled' }],
    depends_on: ['aws_cloudwatch_log_group.cluster_container-insights_group'],
  });
});

test('tasks run on Fargate, and on Spot only where that is asked for', () => {
  expect(cluster(false)['aws_ecs_cluster_capacity_providers']?.['cluster_capacity-providers']).toMatchObject({
    capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
    default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
  });
});

test('commands in tasks are encrypted with a key of their own and logged', () => {
  expect(cluster(true)['aws_ecs_cluster']?.['cluster_cluster']).toMatchObject({
    configuration: {
      execute_command_configuration: {
        kms_key_id: '${aws_kms_key.commands_key_key.arn}',
        logging: 'OVERRIDE',
        log_configuration: {
          cloud_watch_encryption_enabled: true,
          cloud_watch_log_group_name: '${aws_cloudwatch_log_group.commands_log-group_group.name}',
        },
      },
    },
  });
});

test('the key of the commands serves sessions with tasks of the cluster, for principals of the account', () => {
  const { policy } = cluster(true)['aws_kms_key']?.['commands_key_key'] ?? {};
  expect(statementsOf(policy)['SessionsWithTasksOfCluster']).toMatchObject({
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Condition: {
      StringEquals: { 'kms:CallerAccount': ACCOUNT },
      StringLike: { 'kms:EncryptionContext:aws:ssm:TargetId': 'ecs:petclinic-dev_*' },
    },
  });
});
