import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { byKey, Keyed } from '../../lib/keyed';
import { ServiceRole } from '../governance/service-role';

/** Maintenance night of each instance, so that no two are away at once. The cluster's own is Sunday. */
const NIGHTS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The group that enhanced monitoring writes to: one for the whole account, so RDS makes it and nobody owns it. */
const MONITORING_LOG_GROUP = 'RDSOSMetrics';

export interface InstancePlace {
  readonly identifier: string;
  /** Availability zone, such as `us-west-2a`, in which the subnet group has a subnet. */
  readonly zone: string;
}

export interface AuroraInstancesProps {
  readonly cluster: RdsCluster;
  /** Places of the instances, at most six. The first by key becomes the writer. */
  readonly places: Keyed<InstancePlace>;
  readonly parameterGroupName: string;
  readonly monitoringRoleName: string;
  readonly dataKeyArn: string;
  readonly applyImmediately: boolean;
}

/**
 * The instances of an Aurora Serverless v2 cluster. Promotion tiers follow the order of the keys: the first writer has
 * 0, the first reader 1. Aurora keeps readers of these two tiers as large as the writer, ready to take over.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 */
export class AuroraInstances extends Construct {
  /** Instances that a resource depends on if it needs a database that answers. */
  readonly ready: readonly ITerraformDependable[];
  /** Identifiers of the instances, by key of the place. */
  readonly identifiers: Keyed<string>;

  constructor(scope: Construct, id: string, props: AuroraInstancesProps) {
    super(scope, id);
    const { cluster } = props;
    const { accountId, region } = BaseStack.of(this);
    const metrics = `arn:aws:logs:${region}:${accountId}:log-group:${MONITORING_LOG_GROUP}`;
    const monitoringRole = new ServiceRole(this, 'monitoring-role', {
      name: props.monitoringRoleName,
      description: 'Writes the operating system metrics of the database instances',
      service: 'monitoring.rds.amazonaws.com',
      statements: [
        {
          sid: 'KeepGroup',
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          resources: [metrics, `${metrics}:*`],
        },
        {
          sid: 'WriteMetrics',
          actions: [
            'logs:CreateLogStream',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          resources: [`${metrics}:log-stream:*`],
        },
      ],
    });
    const instances: RdsClusterInstance[] = [];
    const identifiers: Record<string, string> = {};
    for (const [tier, [key, { identifier, zone }]] of byKey(props.places).entries()) {
      const night = NIGHTS[tier];
      if (night === undefined) throw new Error(`${this.node.path}: ${NIGHTS.length} instances at most`);
      const instance = new RdsClusterInstance(this, `instance-${key}`, {
        identifier,
        clusterIdentifier: cluster.id,
        // Its version is the cluster's: said here as well, it would be a change until an upgrade's window has come.
        engine: cluster.engine,
        instanceClass: 'db.serverless',
        availabilityZone: zone,
        promotionTier: tier,
        publiclyAccessible: false,
        dbParameterGroupName: props.parameterGroupName,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: props.dataKeyArn,
        performanceInsightsRetentionPeriod: 7,
        monitoringInterval: 60,
        monitoringRoleArn: monitoringRole.arn,
        copyTagsToSnapshot: true,
        preferredMaintenanceWindow: `${night}:10:00-${night}:10:30`,
        autoMinorVersionUpgrade: false,
        applyImmediately: props.applyImmediately,
        // The first instance of a cluster becomes its writer: the others wait for it.
        dependsOn: [monitoringRole.rights, ...instances.slice(0, 1)],
      });
      instances.push(instance);
      identifiers[key] = instance.identifier;
    }
    this.ready = instances;
    this.identifiers = identifiers;
  }
}
