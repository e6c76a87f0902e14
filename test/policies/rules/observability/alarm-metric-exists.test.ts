import { Body } from '../../../support/estate';
import { foundIn, stack } from '../../support/cases';
import { rule } from './alarm-metric-exists';

const remote = (name: string, output: string): string =>
  `\${data.terraform_remote_state.${name}.outputs.${output}}`;

const dimensions = { DBInstanceIdentifier: remote('data', 'instances.a') };
const onDatabase = { namespace: 'AWS/RDS', metric_name: 'CPUUtilization', statistic: 'Average', dimensions };
const onTasks = {
  namespace: 'ECS/ContainerInsights',
  metric_name: 'RunningTaskCount',
  statistic: 'Minimum',
  dimensions: { ClusterName: remote('platform', 'cluster'), ServiceName: '${aws_ecs_service.vets.name}' },
};
const onLines = { namespace: 'petclinic/dev', metric_name: 'error-lines', statistic: 'Sum' };
const onFirewall = {
  namespace: 'AWS/WAFV2',
  metric_name: 'BlockedRequests',
  statistic: 'Sum',
  dimensions: {
    WebACL: '${aws_wafv2_web_acl.api.visibility_config[0].metric_name}',
    Region: 'us-west-2',
    Rule: 'ALL',
  },
};

interface Surroundings {
  readonly insights?: string;
  readonly firewallMetrics?: boolean;
}

const found = (alarm: Body, { insights = 'enabled', firewallMetrics = true }: Surroundings = {}): string[] =>
  foundIn(rule, {
    'dev-data': stack(
      { aws_rds_cluster_instance: { a: { identifier: 'petclinic-dev-a' } } },
      {
        output: {
          instances: { value: { a: '${aws_rds_cluster_instance.a.identifier}' } },
          endpoint: { value: '${aws_rds_cluster_instance.a.endpoint}' },
        },
      },
    ),
    'dev-platform': stack(
      {
        aws_ecs_cluster: {
          main: { name: 'petclinic', setting: [{ name: 'containerInsights', value: insights }] },
        },
      },
      { output: { cluster: { value: '${aws_ecs_cluster.main.name}' } } },
    ),
    'prod-observability': stack({
      aws_cloudwatch_log_metric_filter: {
        lines: { metric_transformation: { namespace: 'petclinic/prod', name: 'error-lines' } },
      },
    }),
    'dev-observability': stack({
      aws_ecs_service: { vets: { name: 'vets' } },
      aws_wafv2_web_acl: { api: { visibility_config: { cloudwatch_metrics_enabled: firewallMetrics } } },
      aws_cloudwatch_log_metric_filter: {
        lines: { metric_transformation: { namespace: 'petclinic/dev', name: 'error-lines' } },
      },
      aws_cloudwatch_metric_alarm: { alarm },
    }),
  });

const query = (metric: Body): Body => ({
  metric_query: [
    { id: 'value', expression: 'IF(m > 1, m, 0)', return_data: true },
    { id: 'm', metric: { ...metric, stat: metric['statistic'] } },
  ],
});

test.each<[string, Body]>([
  ['a metric of AWS', onDatabase],
  ['one of a cluster with Container Insights', onTasks],
  ['one of a firewall', onFirewall],
  ['one that a filter makes', onLines],
  ['one within an expression', query(onDatabase)],
])('%s complies', (_, alarm) => {
  expect(found(alarm)).toEqual([]);
});

test.each<[string, Body, Surroundings?]>([
  ['a name that AWS does not publish', { ...onDatabase, metric_name: 'CpuUtilization' }],
  ['another one within an expression', query({ ...onDatabase, metric_name: 'CpuUtilization' })],
  ['a namespace that does not have it', { ...onDatabase, namespace: 'AWS/ECS' }],
  ['a dimension too many', { ...onDatabase, dimensions: { ...dimensions, Role: 'WRITER' } }],
  ['none', { ...onDatabase, dimensions: {} }],
  ['a statistic that says nothing', { ...onDatabase, statistic: 'Sum' }],
  [
    'a value that is no reference',
    { ...onDatabase, dimensions: { DBInstanceIdentifier: 'petclinic-dev-a' } },
  ],
  [
    'another attribute of the resource',
    { ...onDatabase, dimensions: { DBInstanceIdentifier: remote('data', 'endpoint') } },
  ],
  [
    'a resource of another type',
    { ...onDatabase, dimensions: { DBInstanceIdentifier: remote('platform', 'cluster') } },
  ],
  [
    'an output that is not there',
    { ...onDatabase, dimensions: { DBInstanceIdentifier: remote('data', 'reader') } },
  ],
  ['a cluster without Container Insights', onTasks, { insights: 'disabled' }],
  ['a firewall without metrics', onFirewall, { firewallMetrics: false }],
  ['another region', { ...onFirewall, dimensions: { ...onFirewall.dimensions, Region: 'eu-west-1' } }],
  ['lines that only another environment counts', { ...onLines, namespace: 'petclinic/prod' }],
  ['lines by dimensions', { ...onLines, dimensions: { Service: 'vets' } }],
])('%s is found', (_, alarm, surroundings = {}) => {
  expect(found(alarm, surroundings)).toEqual(['dev-observability/aws_cloudwatch_metric_alarm.alarm']);
});
