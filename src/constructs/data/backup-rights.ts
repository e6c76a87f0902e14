import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';

export interface BackupRightsProps {
  readonly clusterArn: string;
  /** ARN of the vault that holds the backups. */
  readonly vaultArn: string;
  readonly kmsKeyArn: string;
}

/**
 * Rights for AWS Backup to make snapshots of one Aurora cluster: the statements of its managed policy
 * `AWSBackupServiceRolePolicyForBackup` that its page names for Aurora, for this cluster and vault. They do not allow
 * to share snapshots, copy them elsewhere, or change the cluster.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export function backupRights(
  { accountId, region }: BaseStack,
  { clusterArn, vaultArn, kmsKeyArn }: BackupRightsProps,
): Statement[] {
  // AWS Backup begins the names of its snapshots so.
  const snapshots = `arn:aws:rds:${region}:${accountId}:cluster-snapshot:awsbackup:*`;
  return [
    {
      sid: 'LookAtClusterAndSnapshots',
      actions: ['rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusters', 'rds:ListTagsForResource'],
      resources: [clusterArn, snapshots],
    },
    {
      sid: 'MakeSnapshots',
      actions: ['rds:AddTagsToResource', 'rds:CreateDBClusterSnapshot'],
      resources: [clusterArn, snapshots],
    },
    { sid: 'DeleteSnapshots', actions: ['rds:DeleteDBClusterSnapshot'], resources: [snapshots] },
    { sid: 'LookAtVault', actions: ['backup:DescribeBackupVault'], resources: [vaultArn] },
    // It knows no resource.
    { sid: 'FindWhatToBackUp', actions: ['tag:GetResources'], resources: ['*'] },
    { sid: 'SeeKey', actions: ['kms:DescribeKey'], resources: [kmsKeyArn] },
    {
      sid: 'SnapshotsKeepKey',
      actions: ['kms:CreateGrant'],
      resources: [kmsKeyArn],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
