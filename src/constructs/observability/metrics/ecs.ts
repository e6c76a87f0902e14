import { metricsOf } from './metric';

/**
 * Metrics of an ECS service, from ECS and from Container Insights. CPU and memory are percent of what its tasks
 * reserve.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function serviceMetrics({ cluster, service }: { readonly cluster: string; readonly service: string }) {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const ecs = metricsOf('AWS/ECS', dimensions);
  const insights = metricsOf('ECS/ContainerInsights', dimensions);
  return {
    cpu: ecs('CPUUtilization', 'Average'),
    memory: ecs('MemoryUtilization', 'Average'),
    runningTasks: insights('RunningTaskCount', 'Minimum'),
    desiredTasks: insights('DesiredTaskCount', 'Maximum'),
  };
}
