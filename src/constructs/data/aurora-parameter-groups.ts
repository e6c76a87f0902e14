import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';

/**
 * Parameters of the cluster, for every instance. All of them take effect at once, without a restart.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
 */
const CLUSTER_PARAMETERS: Readonly<Record<string, string>> = {
  // Nobody logs in without TLS, whatever a client was told.
  require_secure_transport: 'ON',
  // Who came in, and who changed tables or rights. Not the statements on data: they hold what owners told us.
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
  server_audit_logging: '1',
  server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL',
  // Only a log that is a file is exported.
  slow_query_log: '1',
  long_query_time: '2',
  log_output: 'FILE',
  // What clients take for the current time and for equal texts is said here, not by the engine's next version.
  time_zone: 'UTC',
  character_set_server: 'utf8mb4',
  collation_server: 'utf8mb4_0900_ai_ci',
};

/** Parameters that AWS sets for each instance, and not for the cluster. */
const INSTANCE_PARAMETERS: Readonly<Record<string, string>> = {
  // Each deadlock in the error log, not only the last one.
  innodb_print_all_deadlocks: '1',
};

export interface AuroraParameterGroupsProps {
  /** Prefix of the groups' names, such as `petclinic-dev`. */
  readonly name: string;
  /** Version of the engine, such as `8.0.mysql_aurora.3.10.4`. */
  readonly engineVersion: string;
}

/**
 * The parameter groups of an Aurora MySQL cluster and of its instances. Their names end in the family that fits the
 * version, such as `aurora-mysql8.0`, so another major version makes new groups.
 */
export class AuroraParameterGroups extends Construct {
  readonly clusterGroupName: string;
  readonly instanceGroupName: string;

  constructor(scope: Construct, id: string, { name, engineVersion }: AuroraParameterGroupsProps) {
    super(scope, id);
    const family = `aurora-mysql${engineVersion.replace(/\.mysql.*/, '')}`;
    const suffix = family.replace('.', '-');
    // A group in use cannot go before its successor is there, which has the other family's name.
    const lifecycle = { createBeforeDestroy: true };
    this.clusterGroupName = new RdsClusterParameterGroup(this, 'cluster', {
      name: `${name}-cluster-${suffix}`,
      family,
      description: 'TLS, audit and slow query log of the cluster',
      parameter: parameters(CLUSTER_PARAMETERS),
      lifecycle,
    }).name;
    this.instanceGroupName = new DbParameterGroup(this, 'instance', {
      name: `${name}-instance-${suffix}`,
      family,
      description: 'What each instance of the cluster has for itself',
      parameter: parameters(INSTANCE_PARAMETERS),
      lifecycle,
    }).name;
  }
}

const parameters = (
  values: Readonly<Record<string, string>>,
): { name: string; value: string; applyMethod: string }[] =>
  byKey(values).map(([name, value]) => ({ name, value, applyMethod: 'immediate' }));
