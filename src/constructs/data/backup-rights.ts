import { Statement } from '../../core/policy-document';

export interface BackupRightsProps {
  readonly clusterArn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * What AWS Backup needs to make snapshots of one Aurora cluster: the part of its managed policy
 * `AWSBackupServiceRolePolicyForBackup` that is about these, for this cluster. It does not share snapshots, copy them
 * elsewhere, or change the cluster.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export function backupRights({ clusterArn, kmsKeyArn, region, accountId }: BackupRightsProps): Statement[] {
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
    { sid: 'SeeKey', actions: ['kms:DescribeKey'], resources: [kmsKeyArn] },
    {
      sid: 'SnapshotsKeepKey',
      actions: ['kms:CreateGrant'],
      resources: [kmsKeyArn],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
