import { BackupPlan as AwsBackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { ServiceRole } from '../governance/service-role';
import { backupRights } from './backup-rights';

/**
 * Schedule (UTC) and retention in days of each backup. Where both are due, AWS makes the one that stays longer. They
 * end by 08:00, an hour before the cluster's own backup window, and hours before any maintenance. AWS Backup offers no
 * cold storage for Aurora.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 */
const RULES = {
  daily: { schedule: 'cron(0 5 * * ? *)', days: 35 },
  monthly: { schedule: 'cron(0 5 1 * ? *)', days: 365 },
} as const;

/** Minutes in which a backup has to begin (start window) and to be done (completion window). */
const START_WINDOW = 60;
const COMPLETION_WINDOW = 180;

export interface BackupPlanProps {
  /** Name of vault, plan and selection. */
  readonly name: string;
  readonly roleName: string;
  /** The cluster that is backed up. */
  readonly clusterArn: string;
  /** Key of the vault and of the cluster, whose snapshots keep it. It is usable through `backup` and `rds`. */
  readonly kmsKeyArn: string;
  /** Makes Terraform refuse to plan the vault's deletion. AWS refuses to delete a vault with backups in it anyway. */
  readonly deletionProtection: boolean;
}

/**
 * Snapshots of an Aurora cluster in a vault of their own, which outlive the cluster and its own backups.
 *
 * Not continuous: the cluster can be restored to any second by itself, and AWS Backup would take over its backup window and
 * retention, which Terraform would then set back each time.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { name, kmsKeyArn } = props;
    const vault = new BackupVault(this, 'vault', {
      name,
      kmsKeyArn,
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    const plan = new AwsBackupPlan(this, 'plan', {
      name,
      rule: Object.entries(RULES).map(([ruleName, { schedule, days }]) => ({
        ruleName,
        targetVaultName: vault.name,
        schedule,
        scheduleExpressionTimezone: 'Etc/UTC',
        startWindow: START_WINDOW,
        completionWindow: COMPLETION_WINDOW,
        lifecycle: { deleteAfter: days },
      })),
    });
    const role = new ServiceRole(this, 'role', {
      name: props.roleName,
      description: 'AWS Backup makes snapshots of the database, and deletes those that it made',
      service: 'backup.amazonaws.com',
      statements: backupRights(BaseStack.of(this), { ...props, vaultArn: vault.arn }),
    });
    new BackupSelection(this, 'selection', {
      name,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [props.clusterArn],
      dependsOn: [role.rights],
    });
  }
}
