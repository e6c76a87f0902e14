import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, SecurityGroup } from '@aws-sdk/client-ec2';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import {
  DescribeDBClusterParametersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSubnetGroupsCommand,
  Parameter,
} from '@aws-sdk/client-rds';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { adminLogin, cluster } from './sql';
import { ACCOUNT, only, World } from './world';

/** Asks the emulator for the data stack of the environment. */
export function describeData(world: () => World): void {
  const env = (): string => world().config.name;
  const functionName = (): string => `petclinic-${env()}-db-migrate`;
  const zones = () => world().config.network.zones;
  const database = () => cluster(world());
  const keyArn = async (name: string): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/petclinic-${env()}-${name}` })))
      .KeyMetadata?.Arn;
  const lambda = () =>
    world().aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName() }));
  const group = async (name: string): Promise<SecurityGroup> =>
    only(
      (
        await world().aws.ec2.send(
          new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }),
        )
      ).SecurityGroups,
    );

  test('the writer lies in the first zone, a reader that is ready to take over in the second', async () => {
    const { DBInstances = [] } = await world().aws.rds.send(new DescribeDBInstancesCommand({}));
    const members = (await database()).DBClusterMembers ?? [];
    const found = DBInstances.map((instance) => [
      instance.DBInstanceIdentifier,
      instance.AvailabilityZone,
      members.find(({ DBInstanceIdentifier: id }) => id === instance.DBInstanceIdentifier)?.IsClusterWriter,
      instance.PromotionTier,
      instance.DBInstanceClass,
      instance.PubliclyAccessible,
    ]);
    expect(found.sort()).toEqual([
      [`petclinic-${env()}-a`, zones().a?.zone, true, 0, 'db.serverless', false],
      [`petclinic-${env()}-b`, zones().b?.zone, false, 1, 'db.serverless', false],
    ]);
  });

  test('the cluster scales within its capacity, encrypted, with backups and every log exported', async () => {
    const { minAcu, maxAcu, backupRetentionDays } = world().config.database;
    const { EnabledCloudwatchLogsExports = [], ...found } = await database();
    expect([...EnabledCloudwatchLogsExports].sort()).toEqual(['audit', 'error', 'slowquery']);
    expect(found).toMatchObject({
      Engine: 'aurora-mysql',
      EngineVersion: expect.stringMatching(/^8\.0\.mysql_aurora\.3\./) as unknown,
      DatabaseName: 'petclinic',
      MasterUsername: 'petclinic',
      ServerlessV2ScalingConfiguration: { MinCapacity: minAcu, MaxCapacity: maxAcu },
      StorageEncrypted: true,
      KmsKeyId: await keyArn('data'),
      BackupRetentionPeriod: backupRetentionDays,
      CopyTagsToSnapshot: true,
      DatabaseInsightsMode: 'standard',
      IAMDatabaseAuthenticationEnabled: true,
    });
  });

  test('each instance tells of itself: insights with our key, metrics each minute', async () => {
    const { DBInstances = [] } = await world().aws.rds.send(new DescribeDBInstancesCommand({}));
    const key = await keyArn('data');
    for (const instance of DBInstances) {
      expect(instance).toMatchObject({
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKMSKeyId: key,
        MonitoringInterval: 60,
        MonitoringRoleArn: `arn:aws:iam::${ACCOUNT}:role/petclinic-${env()}-database-monitoring`,
        AutoMinorVersionUpgrade: false,
      });
    }
  });

  test('it lies in the database subnets', async () => {
    const { DBSubnetGroups } = await world().aws.rds.send(
      new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: (await database()).DBSubnetGroup }),
    );
    const { Subnets = [] } = only(DBSubnetGroups);
    const found = await world().aws.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: Subnets.map(({ SubnetIdentifier = '' }) => SubnetIdentifier) }),
    );
    expect(found.Subnets?.map(({ CidrBlock }) => CidrBlock).sort()).toEqual([zones().a?.db, zones().b?.db]);
  });

  test('its parameters demand TLS and switch on what is exported', async () => {
    const set = (parameters: Parameter[] = []): Record<string, string | undefined> =>
      Object.fromEntries(
        parameters.map(({ ParameterName = '', ParameterValue }) => [ParameterName, ParameterValue]),
      );
    const { DBClusterParameterGroup } = await database();
    const ofCluster = await world().aws.rds.send(
      new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: DBClusterParameterGroup }),
    );
    expect(set(ofCluster.Parameters)).toMatchObject({
      require_secure_transport: 'ON',
      server_audit_logging: '1',
      server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL',
      slow_query_log: '1',
      log_output: 'FILE',
    });
    const { DBInstances = [] } = await world().aws.rds.send(new DescribeDBInstancesCommand({}));
    const groups = new Set(
      DBInstances.flatMap(({ DBParameterGroups = [] }) =>
        DBParameterGroups.map((each) => each.DBParameterGroupName),
      ),
    );
    const ofInstances = await world().aws.rds.send(
      new DescribeDBParametersCommand({ DBParameterGroupName: only([...groups]) }),
    );
    expect(set(ofInstances.Parameters)).toMatchObject({ innodb_print_all_deadlocks: '1' });
  });

  test("RDS keeps the administrator's password in a secret with our key", async () => {
    const { MasterUserSecret } = await database();
    const secret = await world().aws.secretsManager.send(
      new DescribeSecretCommand({ SecretId: MasterUserSecret?.SecretArn }),
    );
    expect([secret.KmsKeyId, MasterUserSecret?.SecretStatus]).toEqual([await keyArn('data'), 'active']);
    expect((await adminLogin(world())).username).toBe('petclinic');
  });

  test('every application user has a secret with our key', async () => {
    for (const user of ['customers', 'genai', 'vets', 'visits']) {
      const secret = await world().aws.secretsManager.send(
        new DescribeSecretCommand({ SecretId: `/petclinic/${env()}/db/users/${user}` }),
      );
      expect(secret.KmsKeyId).toBe(await keyArn('data'));
    }
  });

  test('the log groups of its exports and of the function have our key and an end', async () => {
    const { logGroups = [] } = await world().aws.logs.send(new DescribeLogGroupsCommand({}));
    const key = await keyArn('logs');
    const names = ['audit', 'error', 'slowquery'].map((log) => `/aws/rds/cluster/petclinic-${env()}/${log}`);
    for (const name of [...names, `/petclinic/${env()}/db-migrate`]) {
      const found = logGroups.find(({ logGroupName }) => logGroupName === name);
      expect([name, found?.kmsKeyId, found?.retentionInDays]).toEqual([
        name,
        key,
        world().config.logRetentionDays,
      ]);
    }
  });

  test('Parameter Store has the addresses of writer and readers', async () => {
    const { Endpoint, ReaderEndpoint, Port } = await database();
    const { Parameters = [] } = await world().aws.ssm.send(
      new GetParametersByPathCommand({ Path: `/petclinic/${env()}/db` }),
    );
    const url = (host = '') => `jdbc:mysql://${host}:${String(Port)}/petclinic?sslMode=REQUIRED`;
    expect(Parameters.map(({ Name, Type, Value }) => [Name, Type, Value]).sort()).toEqual([
      [`/petclinic/${env()}/db/reader-url`, 'String', url(ReaderEndpoint)],
      [`/petclinic/${env()}/db/url`, 'String', url(Endpoint)],
    ]);
  });

  test('the migration function runs in the app subnets, with a group, a role and a log group of its own', async () => {
    const { Endpoint, Port, MasterUserSecret } = await database();
    const { VpcConfig, ...configuration } = await lambda();
    expect(configuration).toMatchObject({
      Runtime: 'python3.11',
      Timeout: 900,
      MemorySize: 512,
      Role: `arn:aws:iam::${ACCOUNT}:role/${functionName()}`,
      KMSKeyArn: await keyArn('data'),
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: `/petclinic/${env()}/db-migrate` },
      Environment: {
        Variables: {
          DATABASE_HOST: Endpoint,
          DATABASE_PORT: String(Port),
          DATABASE_NAME: 'petclinic',
          MASTER_SECRET_ARN: MasterUserSecret?.SecretArn,
        },
      },
    });
    const { Subnets = [] } = await world().aws.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: VpcConfig?.SubnetIds }),
    );
    expect(Subnets.map(({ CidrBlock }) => CidrBlock).sort()).toEqual([zones().a?.app, zones().b?.app]);
    expect(VpcConfig?.SecurityGroupIds).toEqual([(await group(functionName())).GroupId]);
  });

  test('the function is let into the database and the endpoints, and the database calls nobody', async () => {
    const [ofDatabase, ofFunction] = [
      await group(`petclinic-${env()}-database`),
      await group(functionName()),
    ];
    const endpoints = await group(`petclinic-${env()}-endpoints`);
    const ways = ({ IpPermissions = [] }: SecurityGroup): unknown[] =>
      IpPermissions.flatMap(({ FromPort, ToPort, UserIdGroupPairs = [] }) =>
        UserIdGroupPairs.map(({ GroupId }) => [FromPort, ToPort, GroupId]),
      );
    expect(ways(ofDatabase)).toContainEqual([3306, 3306, ofFunction.GroupId]);
    expect(ofDatabase.IpPermissionsEgress).toEqual([]);
    expect(ways(endpoints)).toContainEqual([443, 443, ofFunction.GroupId]);
    expect(ways(ofFunction)).toEqual([]);
    expect(ways({ IpPermissions: ofFunction.IpPermissionsEgress }).sort()).toEqual([
      [3306, 3306, ofDatabase.GroupId],
      [443, 443, endpoints.GroupId],
    ]);
  });
}
