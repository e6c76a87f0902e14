import { BackupPlan } from '../../../src/constructs/data/backup-plan';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const CLUSTER = `arn:aws:rds:us-west-2:${ACCOUNT}:cluster:petclinic-prod`;
const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1`;
const SNAPSHOTS = `arn:aws:rds:us-west-2:${ACCOUNT}:cluster-snapshot:awsbackup:*`;

const made = (deletionProtection: boolean) =>
  resourcesOf((stack) => {
    new BackupPlan(stack, 'backup', {
      name: 'petclinic-prod-database',
      roleName: 'petclinic-prod-database-backup',
      clusterArn: CLUSTER,
      kmsKeyArn: KEY,
      deletionProtection,
      region: REGION,
      accountId: ACCOUNT,
    });
  });

test.each([true, false])('whether Terraform may plan the end of the vault is said: %p', (protect) => {
  expect(made(protect)['aws_backup_vault']?.['backup_vault']).toMatchObject({
    name: 'petclinic-prod-database',
    kms_key_arn: KEY,
    lifecycle: { prevent_destroy: protect },
  });
});

test('a backup of each day is kept for five weeks, one of each month for a year, none in cold storage', () => {
  const window = {
    target_vault_name: '${aws_backup_vault.backup_vault.name}',
    schedule_expression_timezone: 'Etc/UTC',
    start_window: 60,
    completion_window: 180,
  };
  expect(made(true)['aws_backup_plan']?.['backup_plan']?.['rule']).toEqual([
    { rule_name: 'daily', schedule: 'cron(0 5 * * ? *)', lifecycle: { delete_after: 35 }, ...window },
    { rule_name: 'monthly', schedule: 'cron(0 5 1 * ? *)', lifecycle: { delete_after: 365 }, ...window },
  ]);
});

test('the plan is for the one cluster, and begins when the role has its rights', () => {
  expect(made(true)['aws_backup_selection']?.['backup_selection']).toEqual({
    name: 'petclinic-prod-database',
    plan_id: '${aws_backup_plan.backup_plan.id}',
    iam_role_arn: '${aws_iam_role.backup_role_role.arn}',
    resources: [CLUSTER],
    depends_on: ['aws_iam_role_policy.backup_role_policy'],
  });
});

test('the role makes snapshots of the cluster, in its vault, and deletes none but its own', () => {
  const statements = statementsOf(made(true)['aws_iam_role_policy']?.['backup_role_policy']?.['policy']);
  expect(Object.values(statements).map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [
      ['rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusters', 'rds:ListTagsForResource'],
      [CLUSTER, SNAPSHOTS],
    ],
    [
      ['rds:AddTagsToResource', 'rds:CreateDBClusterSnapshot'],
      [CLUSTER, SNAPSHOTS],
    ],
    [['rds:DeleteDBClusterSnapshot'], [SNAPSHOTS]],
    [['backup:DescribeBackupVault'], ['${aws_backup_vault.backup_vault.arn}']],
    [['tag:GetResources'], ['*']],
    [['kms:DescribeKey'], [KEY]],
    [['kms:CreateGrant'], [KEY]],
  ]);
});
