/**
 * The log groups that AWS services write to under a name of their own choice. Terraform makes them first, with key and
 * retention; otherwise the service would, without either.
 */

/** Logs that Aurora MySQL exports, by their names in RDS. */
export const databaseLogs = ['audit', 'error', 'slowquery'] as const;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html */
export const databaseLogGroup = (cluster: string, log: (typeof databaseLogs)[number]): string =>
  `/aws/rds/cluster/${cluster}/${log}`;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html */
export const containerInsightsLogGroup = (cluster: string): string =>
  `/aws/ecs/containerinsights/${cluster}/performance`;
