import { blocks, Resource } from '../../support/estate';

/** Source of the value of a dimension. */
type Source =
  | {
      readonly type: string;
      readonly attribute: string;
      readonly publishes?: (resource: Resource) => boolean;
    }
  | 'the region'
  | { readonly literal: string };

/** Metrics that AWS publishes of a kind of resource. */
export interface Published {
  readonly namespace: string;
  /** The dimensions, all of them: with one more or less it is another metric. */
  readonly dimensions: Readonly<Record<string, Source>>;
  /** The statistics that AWS calls useful, or that say something, by metric. */
  readonly metrics: Readonly<Record<string, readonly string[]>>;
  /** Metrics that come every minute, whatever happens; of the others there is nothing where nothing happens. */
  readonly always?: readonly string[];
  readonly source: string;
}

const EVERY = ['Average', 'Maximum', 'Minimum', 'p90', 'p99'];
const COUNT = ['Sum'];

const loadBalancer = { type: 'aws_lb', attribute: 'arn_suffix' };
const LOAD_BALANCER_PAGE =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html';

const cluster = { type: 'aws_ecs_cluster', attribute: 'name' };
const service = { type: 'aws_ecs_service', attribute: 'name' };

/** Tells whether a cluster has Container Insights on, which counts its tasks. */
const countsTasks = ({ body }: Resource): boolean =>
  blocks(body, 'setting').some(
    ({ name, value }) => name === 'containerInsights' && ['enabled', 'enhanced'].includes(String(value)),
  );

/** Tells whether a web ACL as a whole has metrics. */
const hasMetrics = ({ body }: Resource): boolean =>
  blocks(body, 'visibility_config').some((config) => config['cloudwatch_metrics_enabled'] === true);

/** The metrics of AWS that alarms of ours may watch. An alarm on another one adds its row here, with the page that has it. */
export const publishedMetrics: readonly Published[] = [
  {
    namespace: 'AWS/ApiGateway',
    dimensions: {
      ApiName: { type: 'aws_api_gateway_rest_api', attribute: 'name' },
      Stage: { type: 'aws_api_gateway_stage', attribute: 'stage_name' },
    },
    metrics: {
      Count: ['Sum', 'SampleCount'],
      '4XXError': ['Sum', 'Average'],
      '5XXError': ['Sum', 'Average'],
      Latency: EVERY,
      IntegrationLatency: EVERY,
    },
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html',
  },
  {
    namespace: 'AWS/ApplicationELB',
    dimensions: { LoadBalancer: loadBalancer },
    metrics: { RequestCount: COUNT, HTTPCode_ELB_5XX_Count: COUNT, HTTPCode_ELB_4XX_Count: COUNT },
    always: ['RequestCount'],
    source: LOAD_BALANCER_PAGE,
  },
  {
    namespace: 'AWS/ApplicationELB',
    dimensions: {
      LoadBalancer: loadBalancer,
      TargetGroup: { type: 'aws_lb_target_group', attribute: 'arn_suffix' },
    },
    metrics: {
      RequestCount: COUNT,
      HTTPCode_Target_5XX_Count: COUNT,
      TargetResponseTime: EVERY,
      HealthyHostCount: ['Average', 'Minimum', 'Maximum'],
      UnHealthyHostCount: ['Average', 'Minimum', 'Maximum'],
    },
    source: LOAD_BALANCER_PAGE,
  },
  {
    namespace: 'AWS/ECS',
    dimensions: { ClusterName: cluster, ServiceName: service },
    metrics: { CPUUtilization: EVERY, MemoryUtilization: EVERY },
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',
  },
  {
    namespace: 'ECS/ContainerInsights',
    dimensions: { ClusterName: { ...cluster, publishes: countsTasks }, ServiceName: service },
    metrics: {
      RunningTaskCount: ['Average', 'Minimum', 'Maximum'],
      DesiredTaskCount: ['Average', 'Minimum', 'Maximum'],
    },
    always: ['RunningTaskCount', 'DesiredTaskCount'],
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html',
  },
  {
    namespace: 'AWS/RDS',
    dimensions: { DBInstanceIdentifier: { type: 'aws_rds_cluster_instance', attribute: 'identifier' } },
    metrics: {
      CPUUtilization: EVERY,
      ACUUtilization: EVERY,
      ServerlessDatabaseCapacity: EVERY,
      DatabaseConnections: ['Average', 'Maximum', 'Minimum'],
      FreeableMemory: ['Average', 'Maximum', 'Minimum'],
      AuroraReplicaLag: EVERY,
    },
    // Not the lag: the writer has none.
    always: [
      'CPUUtilization',
      'ACUUtilization',
      'ServerlessDatabaseCapacity',
      'DatabaseConnections',
      'FreeableMemory',
    ],
    source:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
  },
  {
    namespace: 'AWS/RDS',
    dimensions: { DBClusterIdentifier: { type: 'aws_rds_cluster', attribute: 'cluster_identifier' } },
    metrics: {
      CPUUtilization: EVERY,
      DatabaseConnections: ['Average', 'Maximum', 'Minimum'],
      FreeableMemory: ['Average', 'Maximum', 'Minimum'],
      AuroraReplicaLag: EVERY,
    },
    always: ['CPUUtilization', 'DatabaseConnections', 'FreeableMemory'],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html',
  },
  {
    namespace: 'AWS/Lambda',
    dimensions: { FunctionName: { type: 'aws_lambda_function', attribute: 'function_name' } },
    metrics: {
      Invocations: COUNT,
      Errors: COUNT,
      Throttles: COUNT,
      Duration: EVERY,
      ConcurrentExecutions: ['Maximum'],
    },
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  },
  {
    namespace: 'AWS/Bedrock',
    // The id alone, not the ARN, for application inference profiles.
    dimensions: { ModelId: { type: 'aws_bedrock_inference_profile', attribute: 'id' } },
    metrics: { InputTokenCount: COUNT, OutputTokenCount: COUNT },
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html',
  },
  {
    namespace: 'AWS/NATGateway',
    dimensions: { NatGatewayId: { type: 'aws_nat_gateway', attribute: 'id' } },
    metrics: { ErrorPortAllocation: ['Sum', 'Maximum'], ActiveConnectionCount: ['Maximum'] },
    always: ['ErrorPortAllocation', 'ActiveConnectionCount'],
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html',
  },
  {
    namespace: 'AWS/WAFV2',
    dimensions: {
      WebACL: { type: 'aws_wafv2_web_acl', attribute: 'metric_name', publishes: hasMetrics },
      Region: 'the region',
      Rule: { literal: 'ALL' },
    },
    metrics: { AllowedRequests: COUNT, BlockedRequests: COUNT },
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html',
  },
];

/** The row for a metric with exactly these dimensions. */
export const publishedAs = (
  namespace: string,
  name: string,
  dimensions: readonly string[],
): Published | undefined =>
  publishedMetrics.find(
    (row) =>
      row.namespace === namespace &&
      name in row.metrics &&
      [...dimensions].sort().join() === Object.keys(row.dimensions).sort().join(),
  );
