import { Body } from '../../../support/estate';
import { found, policy } from '../../support/cases';
import { rule } from './database-has-backup-plan';

const KEY = '${aws_kms_key.data.arn}';

interface Change {
  readonly cluster?: Body;
  readonly selection?: Body;
  readonly plan?: Body;
  readonly vault?: Body;
  readonly through?: string;
  readonly service?: string;
}

const database = (change: Change = {}): string[] =>
  found(rule, {
    aws_kms_key: {
      data: {
        policy: policy({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::123456789012:root' },
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: {
            StringEquals: { 'kms:ViaService': `${change.through ?? 'backup'}.us-west-2.amazonaws.com` },
          },
        }),
      },
    },
    aws_rds_cluster: { main: { deletion_protection: true, kms_key_id: KEY, ...change.cluster } },
    aws_backup_vault: { main: { kms_key_arn: KEY, lifecycle: { prevent_destroy: true }, ...change.vault } },
    aws_backup_plan: {
      main: {
        rule: [
          {
            target_vault_name: '${aws_backup_vault.main.name}',
            lifecycle: { delete_after: 365 },
            ...change.plan,
          },
        ],
      },
    },
    aws_iam_role: {
      backup: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Principal: { Service: change.service ?? 'backup.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
    },
    aws_iam_role_policy: { backup: { role: '${aws_iam_role.backup.id}' } },
    aws_backup_selection: {
      main: {
        plan_id: '${aws_backup_plan.main.id}',
        iam_role_arn: '${aws_iam_role.backup.arn}',
        resources: ['${aws_rds_cluster.main.arn}'],
        depends_on: ['aws_iam_role_policy.backup'],
        ...change.selection,
      },
    },
  });

test('a protected cluster that a plan has complies, and one that is not protected needs none', () => {
  expect(database()).toEqual([]);
  expect(database({ cluster: { deletion_protection: false }, selection: { resources: [] } })).toEqual([]);
});

test.each<[string, Change]>([
  ['no plan has', { selection: { resources: ['arn:aws:rds:us-west-2:123456789012:cluster:other'] } }],
  ['is backed up for no longer than it backs up itself', { plan: { lifecycle: { delete_after: 35 } } }],
  [
    'is to be backed up in cold storage',
    { plan: { lifecycle: { delete_after: 365, cold_storage_after: 30 } } },
  ],
  ['is backed up into a foreign vault', { plan: { target_vault_name: 'Default' } }],
  ['has a vault without a key', { vault: { kms_key_arn: undefined } }],
  ['has a vault whose key AWS Backup cannot use', { through: 's3' }],
  ['has a vault that may go', { vault: { lifecycle: { prevent_destroy: false } } }],
  ['has a vault that goes with its backups', { vault: { force_destroy: true } }],
  ['has a plan whose role AWS Backup cannot assume', { service: 'lambda.amazonaws.com' }],
  ['has a plan that does not wait for its rights', { selection: { depends_on: [] } }],
])('a protected cluster that %s is found', (_, change) => {
  expect([...new Set(database(change))]).toEqual(['aws_rds_cluster.main']);
});
