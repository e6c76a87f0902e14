import { Keyed, mapByKey } from '../../lib/keyed';
import type { RecordedType } from './recorded-types';

/** A rule that AWS keeps, as this system uses it. */
export interface ManagedRule {
  /** Identifier. In lower case with hyphens it names its page, below the address of {@link managedRules}. */
  readonly identifier: string;
  /** Requirement of the rule, in a sentence. */
  readonly requirement: string;
  /** The types whose changes it judges; it sees those only that are recorded. @default it looks once a day, by itself */
  readonly types?: readonly RecordedType[];
  readonly parameters?: Keyed<string>;
}

type Row = readonly [identifier: string, requirement: string, parameters?: Keyed<string>];

/** Rules that look once a day. */
const daily = (rows: Keyed<Row>): Keyed<ManagedRule> =>
  mapByKey(rows, ([identifier, requirement, parameters]) => ({
    identifier,
    requirement,
    ...(parameters && { parameters }),
  }));

/** Rules that judge each change of a resource of these types. */
const onChange = (types: readonly RecordedType[], rows: Keyed<Row>): Keyed<ManagedRule> =>
  mapByKey(daily(rows), (rule) => ({ ...rule, types }));

/**
 * Managed rules of AWS Config for everything in the account, by the key that becomes part of the rule's name. Our own
 * policies check what Terraform makes; these rules also see what somebody made or changed by hand.
 *
 * Left out is what we break on purpose, as it would be an alarm that never ends: recovery of the table of conversations,
 * execution logs of the API, access logs of the bucket of the access logs, protection and HTTPS of a development environment.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const managedRules: Keyed<ManagedRule> = {
  ...daily({
    'image-scanned': ['ECR_PRIVATE_IMAGE_SCANNING_ENABLED', 'Image repositories scan what is pushed'],
    'key-not-going': ['KMS_CMK_NOT_SCHEDULED_FOR_DELETION', 'No key waits for its deletion'],
    'key-rotates': ['CMK_BACKING_KEY_ROTATION_ENABLED', 'Keys rotate every year'],
    'root-has-mfa': ['ROOT_ACCOUNT_MFA_ENABLED', 'The root user signs in with a second factor'],
    'root-has-no-access-key': ['IAM_ROOT_ACCESS_KEY_CHECK', 'The root user has no access key'],
    'vpc-has-flow-logs': ['VPC_FLOW_LOGS_ENABLED', 'VPCs log every connection', { trafficType: 'ALL' }],
    'web-acl-logs': ['WAFV2_LOGGING_ENABLED', 'Web ACLs log what they see'],
  }),
  ...onChange(['AWS::ApiGateway::Stage'], {
    'api-behind-firewall': ['API_GW_ASSOCIATED_WITH_WAF', 'Stages of APIs have a web ACL'],
    'api-traced': ['API_GW_XRAY_ENABLED', 'Stages of APIs send traces to X-Ray'],
  }),
  ...onChange(['AWS::S3::Bucket'], {
    'bucket-closed': ['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', 'Buckets block public access'],
    'bucket-demands-tls': ['S3_BUCKET_SSL_REQUESTS_ONLY', 'Buckets take TLS only'],
    'bucket-encrypted': ['S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', 'Buckets encrypt what lies in them'],
    'bucket-versioned': ['S3_BUCKET_VERSIONING_ENABLED', 'Buckets keep old versions'],
  }),
  ...onChange(['AWS::ECS::Cluster'], {
    'cluster-insights': ['ECS_CONTAINER_INSIGHTS_ENABLED', 'ECS clusters have Container Insights'],
  }),
  ...onChange(['AWS::ECS::TaskDefinition'], {
    'containers-read-only': [
      'ECS_CONTAINERS_READONLY_ACCESS',
      'Containers cannot write to their root file system',
    ],
  }),
  ...onChange(['AWS::RDS::DBCluster'], {
    'database-audited': [
      'RDS_AURORA_MYSQL_AUDIT_LOGGING_ENABLED',
      'Aurora MySQL clusters export their audit log',
    ],
    'database-backups-kept': [
      'RDS_CLUSTER_BACKUP_RETENTION_CHECK',
      'Database clusters can be restored to any time of the last seven days',
      { minimumBackupRetentionPeriod: '7' },
    ],
    'database-encrypted': ['RDS_CLUSTER_ENCRYPTED_AT_REST', 'Database clusters are encrypted'],
    'database-spans-zones': [
      'RDS_CLUSTER_MULTI_AZ_ENABLED',
      'Database clusters have instances in more than one zone',
    ],
    'database-tags-snapshots': [
      'RDS_MYSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK',
      'Snapshots of Aurora MySQL clusters have the tags of their cluster',
    ],
  }),
  ...onChange(['AWS::RDS::DBInstance'], {
    'database-private': ['RDS_INSTANCE_PUBLIC_ACCESS_CHECK', 'Database instances have no public address'],
  }),
  ...onChange(['AWS::Lambda::Function'], {
    'function-in-vpc': ['LAMBDA_INSIDE_VPC', 'Functions run in a VPC'],
    'function-private': [
      'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED',
      'Nobody outside the account may call a function',
    ],
  }),
  ...onChange(['AWS::ECR::Repository'], {
    'image-tag-fixed': ['ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED', 'Tags of images cannot be moved'],
  }),
  ...onChange(['AWS::ElasticLoadBalancingV2::LoadBalancer'], {
    'load-balancer-behind-firewall': ['ALB_WAF_ENABLED', 'Load balancers have a web ACL'],
    'load-balancer-drops-bad-headers': [
      'ALB_HTTP_DROP_INVALID_HEADER_ENABLED',
      'Load balancers drop invalid headers',
    ],
    'load-balancer-logs': ['ELB_LOGGING_ENABLED', 'Load balancers log their access'],
  }),
  ...onChange(['AWS::IAM::Policy'], {
    'policy-not-administrator': [
      'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
      'No policy of the account allows everything',
    ],
  }),
  ...onChange(['AWS::SecretsManager::Secret'], {
    'secret-has-customer-key': [
      'SECRETSMANAGER_USING_CMK',
      'Secrets are encrypted with a key of the account',
    ],
  }),
  ...onChange(['AWS::EC2::SecurityGroup'], {
    'security-group-default-empty': [
      'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
      'Default security groups let nothing through',
    ],
    'security-group-ports': [
      'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
      'Only 80 and 443 are open to everyone',
      { authorizedTcpPorts: '80,443' },
    ],
  }),
  ...onChange(['AWS::EC2::Subnet'], {
    'subnet-gives-no-address': [
      'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED',
      'Nothing gets a public address by itself',
    ],
  }),
  ...onChange(['AWS::DynamoDB::Table'], {
    'table-encrypted': ['DYNAMODB_TABLE_ENCRYPTED_KMS', 'Tables are encrypted with KMS'],
  }),
  ...onChange(['AWS::SNS::Topic'], {
    'topic-encrypted': ['SNS_ENCRYPTED_KMS', 'Topics are encrypted with KMS'],
  }),
  // Of the types that the rule knows, those that cost something or hold data.
  ...onChange(
    [
      'AWS::DynamoDB::Table',
      'AWS::EC2::VPC',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::RDS::DBInstance',
      'AWS::S3::Bucket',
    ],
    {
      tagged: [
        'REQUIRED_TAGS',
        'What is made says which project it belongs to, and who manages it',
        { tag1Key: 'Project', tag2Key: 'ManagedBy' },
      ],
    },
  ),
};
