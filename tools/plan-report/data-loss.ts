type Attributes = Readonly<Record<string, unknown>>;

/** Describes from a resource's attributes how its deletion goes; undefined where they say nothing. */
type Guard = (attributes: Attributes) => string | undefined;

const when =
  (attribute: string, value: unknown, words: string): Guard =>
  (attributes) =>
    attributes[attribute] === value ? words : undefined;

const finalSnapshot: Guard = (attributes) => {
  if (attributes.deletion_protection === true) return 'deletion protection is on: AWS refuses';
  return attributes.skip_final_snapshot === true ? 'without a final snapshot' : 'a final snapshot is made';
};

const restorable =
  (attribute: string, days: number): Guard =>
  (attributes) => {
    const stated = attributes[attribute];
    const window = typeof stated === 'number' ? stated : days;
    return window === 0 ? 'at once, it cannot be restored' : `can be restored for ${window} days`;
  };

/** Types of resources that hold data which no apply brings back: the loss, and the guard against it. */
const LOSSES: Readonly<Record<string, readonly [string, Guard?]>> = {
  aws_backup_vault: [
    'every recovery point in it',
    when('force_destroy', false, 'AWS refuses while there is one'),
  ],
  aws_cloudtrail_event_data_store: ['every event in it'],
  aws_cloudwatch_log_group: ['every log event in it'],
  aws_cognito_user_pool: ['every user in it'],
  aws_db_cluster_snapshot: ['the snapshot'],
  aws_db_instance: ['the database with its automated backups', finalSnapshot],
  aws_db_snapshot: ['the snapshot'],
  aws_docdb_cluster: ['every database in it', finalSnapshot],
  aws_dynamodb_table: [
    'every item in it',
    when('deletion_protection_enabled', true, 'deletion protection is on: AWS refuses'),
  ],
  aws_ebs_snapshot: ['the snapshot'],
  aws_ebs_volume: ['everything on it'],
  aws_ecr_repository: ['every image in it', when('force_delete', false, 'AWS refuses while there is one')],
  aws_efs_file_system: ['every file in it'],
  aws_elasticache_cluster: ['every key in it'],
  aws_elasticache_replication_group: ['every key in it'],
  aws_fsx_lustre_file_system: ['every file in it'],
  aws_fsx_ontap_file_system: ['every file in it'],
  aws_fsx_openzfs_file_system: ['every file in it'],
  aws_fsx_windows_file_system: ['every file in it'],
  aws_instance: ['the data on its own volumes'],
  aws_keyspaces_table: ['every row in it'],
  aws_kinesis_stream: ['every record in it'],
  aws_kms_external_key: ['everything that is encrypted with it becomes unreadable'],
  aws_kms_key: [
    'everything that is encrypted with it becomes unreadable',
    restorable('deletion_window_in_days', 30),
  ],
  aws_memorydb_cluster: ['every key in it'],
  aws_msk_cluster: ['every record in it'],
  aws_neptune_cluster: ['every graph in it', finalSnapshot],
  aws_opensearch_domain: ['every index in it'],
  aws_opensearchserverless_collection: ['every index in it'],
  aws_prometheus_workspace: ['every metric in it'],
  aws_rds_cluster: ['every database in it with its automated backups', finalSnapshot],
  aws_redshift_cluster: ['every database in it', finalSnapshot],
  aws_route53_zone: ['every record in it, and its name servers'],
  aws_s3_bucket: ['every object in it', when('force_destroy', false, 'AWS refuses while there is one')],
  aws_s3_directory_bucket: ['every object in it'],
  aws_secretsmanager_secret: ['the secret', restorable('recovery_window_in_days', 30)],
  aws_secretsmanager_secret_version: ['this value of the secret'],
  aws_sqs_queue: ['every message in it'],
  aws_ssm_parameter: ['the value with its history'],
  aws_timestreamwrite_table: ['every record in it'],
};

/**
 * The data that is lost with a resource of this type, in words; undefined when it holds none.
 *
 * @param attributes of the resource in the state
 */
export function describeLoss(type: string, attributes: unknown): string | undefined {
  const [lost, guard] = LOSSES[type] ?? [];
  if (lost === undefined) return undefined;
  const isKnown = typeof attributes === 'object' && attributes !== null;
  const guarded = isKnown ? guard?.(attributes as Attributes) : undefined;
  return guarded === undefined ? lost : `${lost} (${guarded})`;
}
