import { Body } from '../../support/estate';
import { widgetsOf } from '../support/dashboards';
import { Sandbox } from '../support/sandbox';
import { Mutation, Mutations, set } from './mutation';

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
  'dashboard-widget-has-region': [
    { address: DASHBOARD, apply: rewritten('"region":"us-west-2"', '"region":"us-east-1"') },
  ],
  'dashboard-metric-exists': [
    { address: DASHBOARD, apply: rewritten('"TargetResponseTime"', '"ResponseTime"') },
    {
      address: DASHBOARD,
      apply: rewritten('"ACUUtilization","DBInstanceIdentifier"', '"ACUUtilization","DBClusterIdentifier"'),
    },
    {
      address: DASHBOARD,
      apply: (sandbox) => {
        sandbox.remove(FILTER);
      },
    },
  ],
  'dashboard-covers-every-service': [
    {
      address: 'dev-services/aws_ecs_service.vets-service_service',
      apply: (sandbox) => {
        withoutRow(sandbox, 'vets-service');
      },
    },
  ],
  'metric-filter-has-default-value': [
    {
      address: FILTER,
      apply: (sandbox) => {
        transformation(sandbox)['default_value'] = undefined;
      },
    },
  ],
  'metric-filter-has-log-group': [
    {
      address: FILTER,
      apply: (sandbox) => {
        sandbox.remove('dev-services/aws_cloudwatch_log_group.vets-service_task_log-group_group');
      },
    },
  ],
  'xray-sampling-rule-has-unique-priority': [
    { address: API_RULE, apply: set('priority', 100) },
    { address: API_RULE, apply: set('service_name', '*') },
  ],
  'saved-query-has-log-groups': [
    { address: QUERY, apply: set('log_group_names', ['/petclinic/prod/vpc-flow-logs']) },
  ],
  'xray-group-has-filter': [{ address: GROUP, apply: set('filter_expression', '') }],
};
