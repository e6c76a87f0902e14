import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { DataResource } from 'cdktf';
import { Construct } from 'constructs';
import { databaseLogGroup, databaseLogs } from '../../lib/service-log-groups';
import { LogGroup } from '../observability/log-group';
import { AuroraInstances, InstancePlace } from './aurora-instances';
import { AuroraParameterGroups } from './aurora-parameter-groups';
import { Keyed } from '../../lib/keyed';

/**
 * A patch of the long-term support release 3.10, which gets fixes and no new features for at least three years.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Update.SpecialVersions.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.Updates.3104.html
 */
const ENGINE_VERSION = '8.0.mysql_aurora.3.10.4';

/**
 * Daily backup window, in UTC. It overlaps no maintenance: instances have other nights, the cluster Sunday after it.
 */
const BACKUP_WINDOW = '09:00-09:30';
const MAINTENANCE_WINDOW = 'sun:11:00-sun:11:30';

export interface AuroraClusterProps {
  /** The cluster's identifier, and the prefix of the names of its groups. */
  readonly name: string;
  /** The database that the cluster starts with. */
  readonly databaseName: string;
  /** Name of the administrator. RDS makes the password, keeps it in Secrets Manager and changes it every seven days. */
  readonly adminUser: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Places of the instances, one each. The first by key is made first and so becomes the writer. */
  readonly instances: Keyed<InstancePlace>;
  readonly monitoringRoleName: string;
  /** Bounds in Aurora capacity units between which each instance scales. */
  readonly minAcu: number;
  readonly maxAcu: number;
  /** Key of storage, Performance Insights and the administrator's secret. Another key replaces the cluster. */
  readonly dataKeyArn: string;
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Days for which the cluster's own backups stay, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Makes AWS refuse to delete the cluster, and Terraform to plan its deletion. */
  readonly deletionProtection: boolean;
  /** Leaves a snapshot behind when the cluster is destroyed. */
  readonly finalSnapshot: boolean;
  /** Applies changes that restart an instance at once, and not in its maintenance window. */
  readonly applyImmediately: boolean;
}

/**
 * An Aurora MySQL Serverless v2 cluster that only takes TLS, with an instance in each zone.
 *
 * There are no automatic upgrades: AWS advises against them on a long-term support release, and Terraform would try to
 * undo them. An upgrade is a change of {@link ENGINE_VERSION}.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class AuroraCluster extends Construct {
  readonly cluster: RdsCluster;
  readonly instances: AuroraInstances;
  /** Name of the log group with the slow statements. */
  readonly slowQueryLogGroup: string;
  /** ARN of the secret with the administrator's user name and password. */
  readonly adminSecretArn: string;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const { name, applyImmediately, dataKeyArn } = props;
    const parameterGroups = new AuroraParameterGroups(this, 'parameters', {
      name,
      engineVersion: ENGINE_VERSION,
    });
    const subnetGroup = new DbSubnetGroup(this, 'subnets', {
      name,
      description: 'Private database subnets',
      subnetIds: props.subnetIds,
    });
    // RDS would make the groups itself, without key and retention, with the first line that it exports.
    const logGroup = (log: (typeof databaseLogs)[number]): LogGroup =>
      new LogGroup(this, `${log}-log`, { name: databaseLogGroup(name, log), ...props.logs });
    const logGroups = {
      audit: logGroup('audit'),
      error: logGroup('error'),
      slowquery: logGroup('slowquery'),
    };
    this.slowQueryLogGroup = logGroups.slowquery.name;
    this.cluster = new RdsCluster(this, 'cluster', {
      clusterIdentifier: name,
      engine: 'aurora-mysql',
      engineMode: 'provisioned',
      engineVersion: ENGINE_VERSION,
      // RDS takes another major version with this, and with new parameter groups of cluster and instances, alone.
      allowMajorVersionUpgrade: true,
      dbInstanceParameterGroupName: parameterGroups.instanceGroupName,
      serverlessv2ScalingConfiguration: { minCapacity: props.minAcu, maxCapacity: props.maxAcu },
      databaseName: props.databaseName,
      masterUsername: props.adminUser,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: dataKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: dataKeyArn,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [props.securityGroupId],
      dbClusterParameterGroupName: parameterGroups.clusterGroupName,
      enabledCloudwatchLogsExports: [...databaseLogs],
      // Seven days of history at no extra charge; `advanced` is billed by the capacity unit.
      databaseInsightsMode: 'standard',
      backupRetentionPeriod: props.backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: props.deletionProtection,
      ...this.#endOf(props),
      preferredBackupWindow: BACKUP_WINDOW,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      applyImmediately,
      dependsOn: databaseLogs.map((log) => logGroups[log].ready),
      // AWS would refuse to delete the cluster only after Terraform took the function and the readers away.
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    this.adminSecretArn = this.cluster.masterUserSecret.get(0).secretArn;
    this.instances = new AuroraInstances(this, 'instances', {
      cluster: this.cluster,
      places: props.instances,
      parameterGroupName: parameterGroups.instanceGroupName,
      monitoringRoleName: props.monitoringRoleName,
      dataKeyArn,
      applyImmediately,
    });
  }

  /**
   * Settings of the final snapshot. AWS refuses a second snapshot of the same name, so the name ends in an id that is
   * drawn anew with each cluster: a change of name or key that replaces the cluster replaces the id, too.
   */
  #endOf({ name, finalSnapshot, dataKeyArn }: AuroraClusterProps): {
    skipFinalSnapshot: boolean;
    finalSnapshotIdentifier?: string;
  } {
    if (!finalSnapshot) return { skipFinalSnapshot: true };
    const life = new DataResource(this, 'life', { triggersReplace: { name, dataKeyArn } });
    return { skipFinalSnapshot: false, finalSnapshotIdentifier: `${name}-final-${life.id}` };
  }
}
