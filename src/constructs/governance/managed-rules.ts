import type { RecordedType } from './recorded-types';

/** A rule that AWS keeps, as this system uses it. */
export interface ManagedRule {
  /** Identifier. In lower case with hyphens it names its page, below the address of {@link managedRules}. */
  readonly identifier: string;
  /** Requirement of the rule, in a sentence. */
  readonly requirement: string;
  /** The types whose changes it judges; it sees those only that are recorded. @default it looks once a day, by itself */
  readonly types?: readonly RecordedType[];
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Managed rules of AWS Config for everything in the account, by the key that becomes part of the rule's name. Our own
 * policies check what Terraform makes; these rules also see what somebody made or changed by hand.
 *
 * Left out is what we break on purpose, as it would be an alarm that never ends: recovery of the table of conversations,
 * execution logs of the API, access logs of the bucket of the access logs, protection and HTTPS of a development environment.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const managedRules = {
  'api-behind-firewall': {
    identifier: 'API_GW_ASSOCIATED_WITH_WAF',
    requirement: 'Stages of APIs have a web ACL',
    types: ['AWS::ApiGateway::Stage'],
  },
  'api-traced': {
    identifier: 'API_GW_XRAY_ENABLED',
    requirement: 'Stages of APIs send traces to X-Ray',
    types: ['AWS::ApiGateway::Stage'],
  },
  'bucket-closed': {
    identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
    requirement: 'Buckets block public access',
    types: ['AWS::S3::Bucket'],
  },
  'bucket-demands-tls': {
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
    requirement: 'Buckets take TLS only',
    types: ['AWS::S3::Bucket'],
  },
  'bucket-encrypted': {
    identifier: 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED',
    requirement: 'Buckets encrypt what lies in them',
    types: ['AWS::S3::Bucket'],
  },
  'bucket-versioned': {
    identifier: 'S3_BUCKET_VERSIONING_ENABLED',
    requirement: 'Buckets keep old versions',
    types: ['AWS::S3::Bucket'],
  },
  'cluster-insights': {
    identifier: 'ECS_CONTAINER_INSIGHTS_ENABLED',
    requirement: 'ECS clusters have Container Insights',
    types: ['AWS::ECS::Cluster'],
  },
  'containers-read-only': {
    identifier: 'ECS_CONTAINERS_READONLY_ACCESS',
    requirement: 'Containers cannot write to their root file system',
    types: ['AWS::ECS::TaskDefinition'],
  },
  'database-audited': {
    identifier: 'RDS_AURORA_MYSQL_AUDIT_LOGGING_ENABLED',
    requirement: 'Aurora MySQL clusters export their audit log',
    types: ['AWS::RDS::DBCluster'],
  },
  'database-backups-kept': {
    identifier: 'RDS_CLUSTER_BACKUP_RETENTION_CHECK',
    requirement: 'Database clusters can be restored to any time of the last seven days',
    types: ['AWS::RDS::DBCluster'],
    parameters: { minimumBackupRetentionPeriod: '7' },
  },
  'database-encrypted': {
    identifier: 'RDS_CLUSTER_ENCRYPTED_AT_REST',
    requirement: 'Database clusters are encrypted',
    types: ['AWS::RDS::DBCluster'],
  },
  'database-private': {
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
    requirement: 'Database instances have no public address',
    types: ['AWS::RDS::DBInstance'],
  },
  'database-spans-zones': {
    identifier: 'RDS_CLUSTER_MULTI_AZ_ENABLED',
    requirement: 'Database clusters have instances in more than one zone',
    types: ['AWS::RDS::DBCluster'],
  },
  'database-tags-snapshots': {
    identifier: 'RDS_MYSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK',
    requirement: 'Snapshots of Aurora MySQL clusters have the tags of their cluster',
    types: ['AWS::RDS::DBCluster'],
  },
  'function-in-vpc': {
    identifier: 'LAMBDA_INSIDE_VPC',
    requirement: 'Functions run in a VPC',
    types: ['AWS::Lambda::Function'],
  },
  'function-private': {
    identifier: 'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED',
    requirement: 'Nobody outside the account may call a function',
    types: ['AWS::Lambda::Function'],
  },
  'image-scanned': {
    identifier: 'ECR_PRIVATE_IMAGE_SCANNING_ENABLED',
    requirement: 'Image repositories scan what is pushed',
  },
  'image-tag-fixed': {
    identifier: 'ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED',
    requirement: 'Tags of images cannot be moved',
    types: ['AWS::ECR::Repository'],
  },
  'key-not-going': {
    identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION',
    requirement: 'No key waits for its deletion',
  },
  'key-rotates': {
    identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED',
    requirement: 'Keys rotate every year',
  },
  'load-balancer-behind-firewall': {
    identifier: 'ALB_WAF_ENABLED',
    requirement: 'Load balancers have a web ACL',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  },
  'load-balancer-drops-bad-headers': {
    identifier: 'ALB_HTTP_DROP_INVALID_HEADER_ENABLED',
    requirement: 'Load balancers drop invalid headers',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  },
  'load-balancer-logs': {
    identifier: 'ELB_LOGGING_ENABLED',
    requirement: 'Load balancers log their access',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  },
  'policy-not-administrator': {
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
    requirement: 'No policy of the account allows everything',
    types: ['AWS::IAM::Policy'],
  },
  'root-has-mfa': {
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED',
    requirement: 'The root user signs in with a second factor',
  },
  'root-has-no-access-key': {
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK',
    requirement: 'The root user has no access key',
  },
  'secret-has-customer-key': {
    identifier: 'SECRETSMANAGER_USING_CMK',
    requirement: 'Secrets are encrypted with a key of the account',
    types: ['AWS::SecretsManager::Secret'],
  },
  'security-group-default-empty': {
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
    requirement: 'Default security groups let nothing through',
    types: ['AWS::EC2::SecurityGroup'],
  },
  'security-group-ports': {
    identifier: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
    requirement: 'Only 80 and 443 are open to everyone',
    types: ['AWS::EC2::SecurityGroup'],
    parameters: { authorizedTcpPorts: '80,443' },
  },
  'subnet-gives-no-address': {
    identifier: 'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED',
    requirement: 'Nothing gets a public address by itself',
    types: ['AWS::EC2::Subnet'],
  },
  'table-encrypted': {
    identifier: 'DYNAMODB_TABLE_ENCRYPTED_KMS',
    requirement: 'Tables are encrypted with KMS',
    types: ['AWS::DynamoDB::Table'],
  },
  tagged: {
    identifier: 'REQUIRED_TAGS',
    requirement: 'What is made says which project it belongs to, and who manages it',
    // Of those that the rule knows, the ones that cost something or hold data.
    types: [
      'AWS::DynamoDB::Table',
      'AWS::EC2::VPC',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::RDS::DBInstance',
      'AWS::S3::Bucket',
    ],
    parameters: { tag1Key: 'Project', tag2Key: 'ManagedBy' },
  },
  'topic-encrypted': {
    identifier: 'SNS_ENCRYPTED_KMS',
    requirement: 'Topics are encrypted with KMS',
    types: ['AWS::SNS::Topic'],
  },
  'vpc-has-flow-logs': {
    identifier: 'VPC_FLOW_LOGS_ENABLED',
    requirement: 'VPCs log every connection',
    parameters: { trafficType: 'ALL' },
  },
  'web-acl-logs': {
    identifier: 'WAFV2_LOGGING_ENABLED',
    requirement: 'Web ACLs log what they see',
  },
} as const satisfies Readonly<Record<string, ManagedRule>>;
