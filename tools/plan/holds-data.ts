type Attributes = Readonly<Record<string, unknown>>;

interface Holding {
  /** What is gone with the resource. */
  readonly lost: string;
  /** What its attributes say of how it goes. */
  readonly guard?: (attributes: Attributes) => string | undefined;
}

const when =
  (attribute: string, value: unknown, words: string) =>
  (attributes: Attributes): string | undefined =>
    attributes[attribute] === value ? words : undefined;

const finalSnapshot = (attributes: Attributes): string | undefined => {
  if (attributes.deletion_protection === true) return 'deletion protection is on: AWS refuses';
  return attributes.skip_final_snapshot === true ? 'without a final snapshot' : 'a final snapshot is made';
};

const waits =
  (attribute: string, days: number) =>
  (attributes: Attributes): string => {
    const stated = attributes[attribute];
    const wait = typeof stated === 'number' ? stated : days;
    return wait === 0 ? 'at once, it cannot be taken back' : `can be taken back for ${wait} days`;
  };

/** Types of resources that hold data. What they are made of comes back with the next apply, that does not. */
const HOLDING: Readonly<Record<string, Holding>> = {
  aws_backup_vault: {
    lost: 'every recovery point in it',
    guard: when('force_destroy', false, 'AWS refuses while there is one'),
  },
  aws_cloudwatch_log_group: {
    lost: 'every log event in it',
    guard: when('skip_destroy', true, 'AWS keeps the group'),
  },
  aws_cognito_user_pool: { lost: 'every user in it' },
  aws_db_instance: { lost: 'the database with its automated backups', guard: finalSnapshot },
  aws_db_cluster_snapshot: { lost: 'the snapshot' },
  aws_db_snapshot: { lost: 'the snapshot' },
  aws_dynamodb_table: {
    lost: 'every item in it',
    guard: when('deletion_protection_enabled', true, 'deletion protection is on: AWS refuses'),
  },
  aws_ebs_snapshot: { lost: 'the snapshot' },
  aws_ebs_volume: { lost: 'everything on it' },
  aws_ecr_repository: {
    lost: 'every image in it',
    guard: when('force_delete', false, 'AWS refuses while there is one'),
  },
  aws_efs_file_system: { lost: 'every file in it' },
  aws_instance: { lost: 'what is on its own volumes' },
  aws_kinesis_stream: { lost: 'every record in it' },
  aws_kms_key: {
    lost: 'everything that is encrypted with it becomes unreadable',
    guard: waits('deletion_window_in_days', 30),
  },
  aws_opensearch_domain: { lost: 'every index in it' },
  aws_rds_cluster: { lost: 'every database in it with its automated backups', guard: finalSnapshot },
  aws_rds_cluster_instance: {
    lost: 'nothing while another instance of the cluster stays: the data is the cluster’s',
  },
  aws_route53_zone: { lost: 'every record in it, and its name servers' },
  aws_s3_bucket: {
    lost: 'every object in it',
    guard: when('force_destroy', false, 'AWS refuses while there is one'),
  },
  aws_secretsmanager_secret: { lost: 'the secret', guard: waits('recovery_window_in_days', 30) },
  aws_secretsmanager_secret_version: { lost: 'this value of the secret' },
  aws_sqs_queue: { lost: 'every message in it' },
  aws_ssm_parameter: { lost: 'the value with its history' },
};

/**
 * What is lost with a resource of this type, in words, or undefined when it holds no data.
 *
 * @param attributes what the state has of it
 */
export function describeLoss(type: string, attributes: unknown): string | undefined {
  const holding = HOLDING[type];
  if (holding === undefined) return undefined;
  const isKnown = typeof attributes === 'object' && attributes !== null;
  const guard = isKnown ? holding.guard?.(attributes as Attributes) : undefined;
  return guard === undefined ? holding.lost : `${holding.lost} (${guard})`;
}
