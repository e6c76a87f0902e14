import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { containerInsightsLogGroupComesFirst } from './container-insights-log-group-comes-first';

const ready = {
  name: 'petclinic-dev',
  setting: [{ name: 'containerInsights', value: 'enabled' }],
  depends_on: ['aws_cloudwatch_log_group.insights'],
};

const READY_GROUP = '/aws/ecs/containerinsights/petclinic-dev/performance';

const cluster = (body: Body, group = READY_GROUP) =>
  found(containerInsightsLogGroupComesFirst, {
    aws_ecs_cluster: { main: body },
    aws_cloudwatch_log_group: { insights: { name: group } },
  });

test('a cluster that waits for its log group complies', () => {
  expect(cluster(ready)).toEqual([]);
});

test.each<[string, Body, string?]>([
  ['without Container Insights', { ...ready, setting: [] }],
  [
    'with Container Insights switched off',
    { ...ready, setting: [{ name: 'containerInsights', value: 'disabled' }] },
  ],
  ['that does not wait', { ...ready, depends_on: [] }],
  ['whose log group has another name', ready, '/aws/ecs/containerinsights/petclinic/performance'],
])('a cluster %s is found', (_, body, group = READY_GROUP) => {
  expect(cluster(body, group)).toEqual(['aws_ecs_cluster.main']);
});
