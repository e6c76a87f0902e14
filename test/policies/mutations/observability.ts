import { Body } from '../../support/estate';
import { widgetsOf } from '../support/dashboards';
import { Sandbox } from '../support/sandbox';
import { at, Mutation, Mutations, set, without } from './mutation';

const DASHBOARD = 'dev-observability/aws_cloudwatch_dashboard.dashboard_dashboard';
const FILTER = 'dev-observability/aws_cloudwatch_log_metric_filter.log-metrics_vets-service-errors_filter';
const QUERY = 'prod-observability/aws_cloudwatch_query_definition.queries_network-rejected-connections_query';
const GROUP = 'dev-observability/aws_xray_group.tracing_group_group';
const API_RULE = 'dev-observability/aws_xray_sampling_rule.tracing_rule-api_rule';

/** Changes what the dashboard says, as text. */
const rewritten =
  (from: string, to: string): Mutation['apply'] =>
  (sandbox) => {
    const body = sandbox.body(DASHBOARD);
    body['dashboard_body'] = String(body['dashboard_body']).replaceAll(from, to);
  };

/** Takes the graphs of a service away. */
function withoutRow(sandbox: Sandbox, service: string): void {
  const dashboard = sandbox.estate().resources.find(({ address }) => address === DASHBOARD);
  const widgets = (dashboard === undefined ? [] : widgetsOf(dashboard)).filter(
    ({ properties: { title = '' } }) => !title.startsWith(service),
  );
  sandbox.body(DASHBOARD)['dashboard_body'] = JSON.stringify({ widgets });
}

const transformation = (sandbox: Sandbox): Body => sandbox.body(FILTER)['metric_transformation'] as Body;

/** Ways to break the rules of dashboard, metric filters, traces and saved queries. */
export const observability: Mutations = {
  'dashboard-widget-has-region': [at(DASHBOARD, rewritten('"region":"us-west-2"', '"region":"us-east-1"'))],
  'dashboard-metric-exists': [
    at(DASHBOARD, rewritten('"TargetResponseTime"', '"ResponseTime"')),
    at(
      DASHBOARD,
      rewritten('"ACUUtilization","DBInstanceIdentifier"', '"ACUUtilization","DBClusterIdentifier"'),
    ),
    at(DASHBOARD, without(FILTER)),
  ],
  'dashboard-covers-every-service': [
    at('dev-services/aws_ecs_service.vets-service_service', (sandbox) => {
      withoutRow(sandbox, 'vets-service');
    }),
  ],
  'metric-filter-has-default-value': [
    at(FILTER, (sandbox) => {
      transformation(sandbox)['default_value'] = undefined;
    }),
  ],
  'metric-filter-has-log-group': [
    at(FILTER, without('dev-services/aws_cloudwatch_log_group.vets-service_task_log-group_group')),
  ],
  'xray-sampling-rule-has-unique-priority': [
    ...[
      { priority: 100 },
      { priority: 10_000 },
      { fixed_rate: 5 },
      { reservoir_size: 0.5 },
      { rule_name: 'x'.repeat(33) },
      { service_name: '*' },
      { service_name: 'petclinic-dev/v1' },
    ].map((change) =>
      at(API_RULE, (sandbox, address) => {
        Object.assign(sandbox.body(address), change);
      }),
    ),
  ],
  'saved-query-has-log-groups': [at(QUERY, set('log_group_names', ['/petclinic/prod/vpc-flow-logs']))],
  'xray-group-has-filter': [at(GROUP, set('filter_expression', ''))],
};
