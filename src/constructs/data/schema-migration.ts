import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { PythonFunction, PythonFunctionSetting } from '../compute/python-function';
import { GroupConnection } from '../network/group-connection';
import { AuroraCluster } from './aurora-cluster';
import { migrationRights } from './migration-rights';

/** A user of the database that an application logs in with. */
export interface ApplicationUser {
  readonly name: string;
  /** The secret that gets its password. */
  readonly secretArn: string;
  /** Privileges by table. It has no others. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  /** Number of its password; another one makes the function draw one for the account whose turn it is. @default 1 */
  readonly turn?: number;
}

export interface SchemaMigrationProps extends PythonFunctionSetting {
  readonly database: AuroraCluster;
  readonly databaseName: string;
  readonly databaseSecurityGroupId: string;
  readonly users: readonly ApplicationUser[];
  /** Key of the secrets and of the function's environment. */
  readonly dataKeyArn: string;
}

/**
 * Runs the migration function when the database is made, and whenever the function's package (which holds the SQL), the
 * users or their grants change. The function raises each failure, so a broken SQL file stops the deployment with its
 * reason; the next deployment tries again.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/lambda_invocation
 */
export class SchemaMigration extends Construct {
  readonly functionName: string;
  /** Every version that the database has, such as `0001 tables`. */
  readonly versions: string[];
  /** Versions that the last run applied. */
  readonly lastApplied: string[];

  constructor(scope: Construct, id: string, props: SchemaMigrationProps) {
    super(scope, id);
    const { database, databaseName, databaseSecurityGroupId, users, dataKeyArn, ...rest } = props;
    const { cluster, adminSecretArn, instances } = database;
    const migrate = new PythonFunction(this, 'function', {
      ...rest,
      description: 'Migrates the database and makes its application users',
      handler: 'db_migrate.handler.handle',
      environment: {
        DATABASE_HOST: cluster.endpoint,
        DATABASE_PORT: cluster.getStringAttribute('port'),
        DATABASE_NAME: databaseName,
        MASTER_SECRET_ARN: adminSecretArn,
      },
      environmentKeyArn: dataKeyArn,
      statements: migrationRights(BaseStack.of(this), {
        adminSecretArn,
        userSecretArns: users.map(({ secretArn }) => secretArn),
        kmsKeyArn: dataKeyArn,
      }),
      // The most that Lambda offers: MySQL cannot take back half a file of table changes, so none should be cut off.
      timeoutSeconds: 900,
      // Below this, importing the AWS SDK takes most of the time.
      memoryMiB: 512,
    });
    const toDatabase = new GroupConnection(this, 'to-database', {
      fromGroupId: migrate.securityGroupId,
      toGroupId: databaseSecurityGroupId,
      tcpPort: 3306,
      description: 'Migration function to the database',
    });
    const run = new LambdaInvocation(this, 'run', {
      functionName: migrate.name,
      input: JSON.stringify({ users }),
      triggers: { package: rest.code.sha256Base64, cluster: cluster.clusterResourceId },
      dependsOn: [...migrate.ready, ...toDatabase.rules, ...instances.ready],
    });
    this.functionName = migrate.name;
    const result: unknown = Fn.jsondecode(run.result);
    this.versions = Token.asList(Fn.lookup(result, 'versions'));
    this.lastApplied = Token.asList(Fn.lookup(result, 'applied'));
  }
}
