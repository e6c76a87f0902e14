import { ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import {
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
} from '@aws-sdk/client-backup';
import {
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  Notification,
} from '@aws-sdk/client-budgets';
import {
  ConfigRule,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import { GetRoleCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { GetBucketLifecycleConfigurationCommand, LifecycleRule } from '@aws-sdk/client-s3';
import { ManagedRule, managedRules } from '../../src/lib/config-rules';
import { recordedTypes } from '../../src/lib/recorded-types';
import { ACCOUNT, only, REGION, World } from './world';

/** Asks the emulator for what watches the account, its costs, its logs and its backups. */
export function describeGovernance(world: () => World): void {
  const name = (...parts: string[]): string => ['petclinic', world().config.name, ...parts].join('-');
  const dataKey = async (): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/${name('data')}` }))).KeyMetadata?.Arn;
  const trustOf = async (RoleName: string): Promise<unknown> => {
    const { Role } = await world().aws.iam.send(new GetRoleCommand({ RoleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
  };
  const onlyFor = (service: string, condition: object) => ({
    Statement: [
      {
        Principal: { Service: `${service}.amazonaws.com` },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ...condition },
      },
    ],
  });

  describe('AWS Config', () => {
    const recorders = async () =>
      (await world().aws.config.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders ??
      [];
    const rules = async (): Promise<ConfigRule[]> => {
      const found: ConfigRule[] = [];
      let NextToken: string | undefined;
      do {
        const page = await world().aws.config.send(new DescribeConfigRulesCommand({ NextToken }));
        found.push(...(page.ConfigRules ?? []));
        ({ NextToken } = page);
      } while (NextToken !== undefined);
      return found;
    };
    const isOn = (): boolean => world().config.governance.configRecorder;

    test('records the types that the system has, where it is switched on, and nothing elsewhere', async () => {
      const found = (await recorders()).map((recorder) => [
        recorder.name,
        recorder.recordingGroup?.resourceTypes,
      ]);
      expect(found).toEqual(isOn() ? [[name(), expect.arrayContaining([...recordedTypes])]] : []);
      const { ConfigurationRecordersStatus = [] } = await world().aws.config.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      expect(ConfigurationRecordersStatus.map(({ recording }) => recording)).toEqual(isOn() ? [true] : []);
    });

    test('delivers into the archive, encrypted with its key, a snapshot each day', async () => {
      const { DeliveryChannels = [] } = await world().aws.config.send(
        new DescribeDeliveryChannelsCommand({}),
      );
      const wanted = {
        name: name(),
        s3BucketName: name('archive', ACCOUNT, REGION),
        s3KmsKeyArn: await dataKey(),
        configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
      };
      expect(DeliveryChannels).toEqual(isOn() ? [wanted] : []);
    });

    test('comes with a role that it alone assumes, for this account, with AWS’s own policy for it', async () => {
      if (!isOn()) {
        await expect(trustOf(name('config'))).rejects.toThrow();
        return;
      }
      expect(await trustOf(name('config'))).toMatchObject(
        onlyFor('config', { ArnLike: { 'aws:SourceArn': `arn:aws:config:${REGION}:${ACCOUNT}:*` } }),
      );
      const { AttachedPolicies } = await world().aws.iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: name('config') }),
      );
      expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AWS_ConfigRole']);
      expect(only(await recorders()).roleARN).toBe(`arn:aws:iam::${ACCOUNT}:role/${name('config')}`);
    });

    test('judges by every rule of ours, active, with its parameters', async () => {
      const found = Object.fromEntries(
        (await rules()).map((rule): [string, unknown] => [
          rule.ConfigRuleName ?? '',
          {
            identifier: rule.Source?.SourceIdentifier,
            types: rule.Scope?.ComplianceResourceTypes?.toSorted(),
            parameters: JSON.parse(rule.InputParameters ?? '{}') as unknown,
            state: rule.ConfigRuleState,
          },
        ]),
      );
      const wanted = Object.entries<ManagedRule>(managedRules).map(
        ([key, { identifier, types, parameters = {} }]) => [
          name(key),
          { identifier, types: types?.toSorted(), parameters, state: 'ACTIVE' },
        ],
      );
      expect(found).toEqual(isOn() ? Object.fromEntries(wanted) : {});
    });
  });

  test('the analyzer looks for what outsiders may reach, where it is switched on', async () => {
    const { analyzers = [] } = await world().aws.accessAnalyzer.send(new ListAnalyzersCommand({}));
    expect(analyzers.map((analyzer) => [analyzer.name, analyzer.type, analyzer.status])).toEqual(
      world().config.governance.accessAnalyzer ? [[name(), 'ACCOUNT', 'ACTIVE']] : [],
    );
  });

  describe('the budget', () => {
    const budget = { AccountId: ACCOUNT };

    test('is what the environment says, for everything with its tag', async () => {
      const { Budgets } = await world().aws.budgets.send(new DescribeBudgetsCommand(budget));
      const { BudgetLimit, ...found } = only(Budgets);
      expect(found).toMatchObject({
        BudgetName: name(),
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        CostFilters: { TagKeyValue: [`user:Environment$${world().config.name}`] },
      });
      expect([Number(BudgetLimit?.Amount), BudgetLimit?.Unit]).toEqual([
        world().config.governance.budget.monthlyUsd,
        'USD',
      ]);
    });

    test('tells the topic and its own addresses of a forecast above it, and when four fifths are spent', async () => {
      const { Notifications = [] } = await world().aws.budgets.send(
        new DescribeNotificationsForBudgetCommand({ ...budget, BudgetName: name() }),
      );
      const subscribers = async (Notification: Notification): Promise<unknown> =>
        (
          await world().aws.budgets.send(
            new DescribeSubscribersForNotificationCommand({ ...budget, BudgetName: name(), Notification }),
          )
        ).Subscribers?.map(({ SubscriptionType, Address }) => `${SubscriptionType} ${Address}`).sort();
      const found = await Promise.all(
        Notifications.map(async (each) => [
          each.NotificationType,
          each.ComparisonOperator,
          each.Threshold,
          each.ThresholdType,
          await subscribers(each),
        ]),
      );
      const { emails = [] } = world().config.governance.budget;
      const told = [
        ...emails.map((email) => `EMAIL ${email}`),
        `SNS arn:aws:sns:${REGION}:${ACCOUNT}:${name('alarms')}`,
      ].sort();
      expect(found.sort()).toEqual([
        ['ACTUAL', 'GREATER_THAN', 80, 'PERCENTAGE', told],
        ['FORECASTED', 'GREATER_THAN', 100, 'PERCENTAGE', told],
      ]);
    });
  });

  describe('what is written into', () => {
    const rulesOf = async (bucket: string): Promise<Record<string, LifecycleRule>> => {
      const { Rules = [] } = await world().aws.s3.send(
        new GetBucketLifecycleConfigurationCommand({ Bucket: name(bucket, ACCOUNT, REGION) }),
      );
      expect(Rules.map(({ Status }) => Status)).toEqual(Rules.map(() => 'Enabled'));
      return Object.fromEntries(Rules.map((rule) => [rule.Filter?.Prefix ?? '', rule]));
    };

    test('the access logs stays as long as logs do', async () => {
      const { '': leftovers, ...logs } = await rulesOf('access-logs');
      const Days = world().config.logRetentionDays;
      expect(logs).toMatchObject({ 'alb/': { Expiration: { Days } }, 's3/': { Expiration: { Days } } });
      expect(leftovers).toMatchObject({
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      });
    });

    test('the archive stays as long as the environment says, and gets cold where that is long', async () => {
      const { '': leftovers, ...archived } = await rulesOf('archive');
      const Days = world().config.governance.archiveDays;
      expect(Object.keys(archived)).toEqual([`AWSLogs/${ACCOUNT}/Config/`]);
      const [rule] = Object.values(archived);
      expect(rule?.Expiration).toMatchObject({ Days });
      expect(rule?.Transitions ?? []).toEqual(
        Days < 180 ? [] : [expect.objectContaining({ Days: 90, StorageClass: 'GLACIER_IR' })],
      );
      expect(leftovers).toMatchObject({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } });
    });
  });

  describe('backups of the database', () => {
    const isProduction = (): boolean => world().config.tier === 'production';
    const plans = async () =>
      (await world().aws.backup.send(new ListBackupPlansCommand({}))).BackupPlansList ?? [];
    const VAULT = (): string => name('database');

    test('have a vault and a plan in production, and none elsewhere', async () => {
      const { BackupVaultList = [] } = await world().aws.backup.send(new ListBackupVaultsCommand({}));
      const own = BackupVaultList.map(({ BackupVaultName = '' }) => BackupVaultName).filter((vault) =>
        vault.startsWith('petclinic-'),
      );
      expect(own).toEqual(isProduction() ? [VAULT()] : []);
      expect((await plans()).map(({ BackupPlanName }) => BackupPlanName)).toEqual(
        isProduction() ? [VAULT()] : [],
      );
    });

    test('are made each night before the database’s own, and outlive them, with the key of the database', async () => {
      if (!isProduction()) return;
      const { BackupPlanId } = only(await plans());
      const { BackupPlan } = await world().aws.backup.send(new GetBackupPlanCommand({ BackupPlanId }));
      const rules = BackupPlan?.Rules?.map((rule) => [
        rule.RuleName,
        rule.TargetBackupVaultName,
        rule.ScheduleExpression,
        rule.Lifecycle?.DeleteAfterDays,
      ]);
      expect(rules?.sort()).toEqual([
        ['daily', VAULT(), 'cron(0 5 * * ? *)', 35],
        ['monthly', VAULT(), 'cron(0 5 1 * ? *)', 365],
      ]);
      const vault = await world().aws.backup.send(
        new DescribeBackupVaultCommand({ BackupVaultName: VAULT() }),
      );
      expect(vault.EncryptionKeyArn).toBe(await dataKey());
    });

    test('are of the cluster, made by a role that AWS Backup alone assumes, for this account', async () => {
      if (!isProduction()) return;
      const { BackupPlanId } = only(await plans());
      const { BackupSelectionsList } = await world().aws.backup.send(
        new ListBackupSelectionsCommand({ BackupPlanId }),
      );
      const { SelectionId } = only(BackupSelectionsList);
      const { BackupSelection } = await world().aws.backup.send(
        new GetBackupSelectionCommand({ BackupPlanId, SelectionId }),
      );
      const { DBClusters } = await world().aws.rds.send(new DescribeDBClustersCommand({}));
      expect(BackupSelection).toMatchObject({
        Resources: [only(DBClusters).DBClusterArn],
        IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name('database-backup')}`,
      });
      expect(await trustOf(name('database-backup'))).toMatchObject(onlyFor('backup', {}));
    });
  });
}
