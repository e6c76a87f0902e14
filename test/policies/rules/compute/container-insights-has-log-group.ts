import { blocks, Estate, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Container Insights makes its log group itself, without key or retention, if it is not there before the cluster.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html',
  check: (estate) => findingsAt(estate.ofType('aws_ecs_cluster'), (cluster) => problemsOf(estate, cluster)),
};

function problemsOf(estate: Estate, cluster: Resource): string[] {
  const insights = blocks(cluster.body, 'setting').find(({ name }) => name === 'containerInsights');
  if (insights?.['value'] !== 'enabled' && insights?.['value'] !== 'enhanced') {
    return ['Container Insights is off: the alarms on running tasks have no metric'];
  }
  const wanted = `/aws/ecs/containerinsights/${estate.text(cluster, 'name') ?? ''}/performance`;
  const group = estate
    .ofType('aws_cloudwatch_log_group')
    .find((each) => each.scope === cluster.scope && estate.text(each, 'name') === wanted);
  if (group === undefined) return [`there is no log group ${wanted} in its stack`];
  const first = listOf(cluster.body['depends_on'] as string[] | undefined);
  return unless(first.includes(`${group.type}.${group.name}`), `it does not depend on ${group.address}`);
}
