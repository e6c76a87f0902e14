import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { ADMIN_USER, databaseUsers } from '../config/sections/database-user';
import { AuroraCluster } from '../constructs/data/aurora-cluster';
import { BackupPlan } from '../constructs/data/backup-plan';
import { DatabaseUrls } from '../constructs/data/database-urls';
import { EmptySecret } from '../constructs/data/empty-secret';
import { SchemaMigration } from '../constructs/data/schema-migration';
import { SecurityGroup } from '../constructs/network/security-group';
import { contract, text, textByKey } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { lambdaPackage } from '../core/lambda-package';
import { firstByKey, mapByKey } from '../lib/keyed';
import { namesFor } from '../lib/naming';
import { parameterNames, userSecretName } from '../lib/parameter-names';
import { networkContract } from './network-stack';
import { securityContract } from './security-stack';

/** Outputs of `data` for the stacks that depend on it. */
export const dataContract = contract('data', {
  databaseEndpoint: text('Writer of the database'),
  databasePort: text('Port of the database'),
  databaseSecurityGroupId: text('Group of the database; whoever uses it adds the rule that lets it in'),
  userSecretArns: textByKey('Secrets with the passwords of the application users, by user'),
  databaseCluster: text('Identifier of the database cluster'),
  databaseInstances: textByKey('Identifiers of the instances of the database, by zone'),
  slowQueryLogGroup: text('Log group of the statements that took the database long'),
  migrationFunction: text('Name of the function that migrates the database'),
});

/** The database that the cluster starts with. */
export const DATABASE = 'petclinic';

/** Zones with an instance of the database. */
export const databaseZones = ({ database, network }: Environment): Environment['network']['zones'] =>
  database.reader ? network.zones : firstByKey(network.zones);

export interface DataStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** Aurora with its addresses, the logins of its users, and the function that migrates it. */
export class DataStack extends EnvironmentStack {
  constructor(scope: Construct, { config, ...props }: DataStackProps) {
    super(scope, 'data', props);
    const { dataKeyArn, logsKeyArn } = this.read(securityContract);
    const { vpcId, appSubnetIds, dbSubnetIds, endpointSecurityGroupId } = this.read(networkContract);
    const names = namesFor(config.name);
    const logs = { retentionDays: config.logRetentionDays, kmsKeyArn: logsKeyArn };
    const production = config.tier === 'production';

    const databaseGroup = new SecurityGroup(this, 'database-security-group', {
      name: names('security-group', 'database'),
      description: 'Aurora: reached on 3306 by the groups that add a rule',
      vpcId,
    });
    const database = new AuroraCluster(this, 'aurora', {
      name: names('rds-cluster'),
      databaseName: DATABASE,
      adminUser: ADMIN_USER,
      subnetIds: dbSubnetIds,
      securityGroupId: databaseGroup.id,
      instances: mapByKey(databaseZones(config), ({ zone }, key) => ({
        identifier: names('rds-instance', key),
        zone,
      })),
      monitoringRoleName: names('iam-role', 'database-monitoring'),
      ...config.database,
      dataKeyArn,
      logs,
      applyImmediately: !production,
    });
    if (config.database.deletionProtection) {
      new BackupPlan(this, 'backup', {
        name: names('backup-vault', 'database'),
        roleName: names('iam-role', 'database-backup'),
        clusterArn: database.cluster.arn,
        kmsKeyArn: dataKeyArn,
        deletionProtection: config.database.deletionProtection,
      });
    }
    const urls = parameterNames(config.name);
    new DatabaseUrls(this, 'urls', {
      cluster: database.cluster,
      databaseName: DATABASE,
      urlName: urls.dbUrl,
      readerUrlName: urls.dbReaderUrl,
    });

    const users = databaseUsers(config).map(({ user, grants }) => ({
      name: user,
      secretArn: new EmptySecret(this, `user-secret-${user.replaceAll('_', '-')}`, {
        name: userSecretName(config.name, user),
        // As `{"username": …, "password": …}`.
        description: `Login of the database user ${user}; the migration function sets its value`,
        kmsKeyArn: dataKeyArn,
        recoveryWindowDays: production ? 30 : 0,
      }).arn,
      grants,
      turn: config.database.passwordTurns[user],
    }));
    const migration = new SchemaMigration(this, 'migration', {
      name: names('lambda-function', 'db-migrate'),
      roleName: names('iam-role', 'db-migrate'),
      securityGroupName: names('security-group', 'db-migrate'),
      logGroupName: names('log-group', 'db-migrate'),
      code: lambdaPackage('db-migrate'),
      logs,
      network: { vpcId, subnetIds: appSubnetIds, endpointSecurityGroupId },
      database,
      databaseName: DATABASE,
      databaseSecurityGroupId: databaseGroup.id,
      users,
      dataKeyArn,
    });

    this.publish(dataContract, {
      databaseEndpoint: database.cluster.endpoint,
      databasePort: database.cluster.getStringAttribute('port'),
      databaseSecurityGroupId: databaseGroup.id,
      userSecretArns: Object.fromEntries(users.map(({ name, secretArn }) => [name, secretArn])),
      databaseCluster: database.cluster.clusterIdentifier,
      databaseInstances: database.instances.identifiers,
      slowQueryLogGroup: database.slowQueryLogGroup,
      migrationFunction: migration.functionName,
    });
    const tell = (name: string, description: string, value: unknown): TerraformOutput =>
      new TerraformOutput(this, name, { staticId: true, description, value });
    tell('schema_versions', 'Versions of the schema that the database has', migration.versions);
    tell('last_applied_versions', 'Those that the last run of the migration applied', migration.lastApplied);
  }
}
