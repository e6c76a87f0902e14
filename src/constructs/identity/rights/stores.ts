import { Area, Reach } from '../reach';

const buckets = (reach: Reach): string[] => reach.arns('s3:::petclinic-<env>-*');
const tables = (reach: Reach): string[] => reach.arns('dynamodb:<region>:<account>:table/petclinic-<env>-*');
const secrets = (reach: Reach): string[] =>
  reach.arns('secretsmanager:<region>:<account>:secret:/petclinic/<env>/*');
const parameters = (reach: Reach): string[] =>
  reach.arns('ssm:<region>:<account>:parameter/petclinic/<env>/*');
const topics = (reach: Reach): string[] => reach.arns('sns:<region>:<account>:petclinic-<env>-*');

/**
 * ARN patterns of the secret with the value of the origin header, the one value that Terraform has to know: the
 * listener rules of `services` and the integrations of `edge` carry it, so it is in their states and plans, which a
 * planning role reads anyway. Secrets Manager ends the ARN with six characters of its own.
 */
export const originSecrets = (reach: Reach): string[] =>
  reach.arns('secretsmanager:<region>:<account>:secret:/petclinic/<env>/origin-header-value-??????');

/**
 * Stores that others use: buckets, the session table, secrets, parameters and the alarm topic.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const stores: Area = {
  name: 'stores',

  reads: (reach) => [
    {
      // None of these knows a resource. GetRandomPassword draws one, and shows none that is used.
      sid: 'ListStores',
      actions: [
        'secretsmanager:GetRandomPassword',
        'sns:GetSubscriptionAttributes',
        'ssm:DescribeParameters',
      ],
      resources: ['*'],
    },
    {
      sid: 'ReadBuckets',
      actions: [
        'GetAccelerateConfiguration',
        'GetBucketAcl',
        'GetBucketCORS',
        'GetBucketLogging',
        'GetBucketObjectLockConfiguration',
        'GetBucketOwnershipControls',
        'GetBucketPolicy',
        'GetBucketPublicAccessBlock',
        'GetBucketRequestPayment',
        'GetBucketTagging',
        'GetBucketVersioning',
        'GetBucketWebsite',
        'GetEncryptionConfiguration',
        'GetLifecycleConfiguration',
        'GetReplicationConfiguration',
        'ListBucket',
      ].map((action) => `s3:${action}`),
      resources: buckets(reach),
    },
    {
      sid: 'ReadTables',
      actions: [
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:ListTagsOfResource',
      ],
      resources: tables(reach),
    },
    {
      sid: 'ReadSecretsWithoutValues',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
      resources: secrets(reach),
    },
    {
      sid: 'ReadOriginHeader',
      actions: ['secretsmanager:GetSecretValue'],
      resources: originSecrets(reach),
    },
    {
      // None of them is a secret: the rule ssm-parameter-has-no-secret holds that.
      sid: 'ReadParameters',
      actions: ['ssm:GetParameter', 'ssm:ListTagsForResource'],
      resources: parameters(reach),
    },
    {
      sid: 'ReadTopics',
      actions: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
      resources: topics(reach),
    },
  ],

  writes: (reach) => [
    {
      sid: 'ChangeBuckets',
      actions: [
        'CreateBucket',
        'DeleteBucket',
        'DeleteBucketPolicy',
        'ListBucketVersions',
        'PutBucketLogging',
        'PutBucketOwnershipControls',
        'PutBucketPolicy',
        'PutBucketPublicAccessBlock',
        'PutBucketTagging',
        'PutBucketVersioning',
        'PutEncryptionConfiguration',
        'PutLifecycleConfiguration',
      ].map((action) => `s3:${action}`),
      resources: buckets(reach),
    },
    {
      // Where the environment lets a bucket go with what is in it.
      sid: 'EmptyBuckets',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: buckets(reach).map((bucket) => `${bucket}/*`),
    },
    {
      sid: 'ChangeTables',
      actions: [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:UpdateTable',
        'dynamodb:UpdateTimeToLive',
      ],
      resources: tables(reach),
    },
    {
      sid: 'ChangeSecrets',
      actions: [
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteSecret',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
      ],
      resources: secrets(reach),
    },
    {
      // The values of the others are the migration function's to draw.
      sid: 'DrawOriginHeader',
      actions: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
      resources: originSecrets(reach),
    },
    {
      sid: 'ChangeParameters',
      actions: [
        'ssm:AddTagsToResource',
        'ssm:DeleteParameter',
        'ssm:PutParameter',
        'ssm:RemoveTagsFromResource',
      ],
      resources: parameters(reach),
    },
    {
      sid: 'ChangeTopics',
      actions: [
        'sns:CreateTopic',
        'sns:DeleteTopic',
        'sns:SetTopicAttributes',
        'sns:Subscribe',
        'sns:TagResource',
        'sns:UntagResource',
      ],
      resources: topics(reach),
    },
    {
      // Neither knows a resource.
      sid: 'ChangeSubscriptions',
      actions: ['sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
      resources: ['*'],
    },
  ],
};
