import { all, Area, Reach } from '../reach';
import { originSecrets } from './stores';

const keys = (reach: Reach): string[] => reach.arns('kms:<region>:<account>:key/*');
const aliases = (reach: Reach): string[] => reach.arns('kms:<region>:<account>:alias/petclinic-<env>-*');

/** Services that encrypt what Terraform makes with a key of the environment. */
const ENCRYPTING = ['backup', 'dynamodb', 'ecr', 'lambda', 'rds', 'secretsmanager'];

/**
 * KMS keys. Their ids are random, so the tag of the environment says whose they are. CI uses a key only through the
 * service that stores the encrypted data, and never by itself.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export const keysOfStacks: Area = {
  name: 'keys',

  reads: (reach) => [
    // It knows no resource.
    { sid: 'ListAliases', actions: ['kms:ListAliases'], resources: ['*'] },
    {
      sid: 'ReadKeys',
      actions: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
      resources: keys(reach),
      conditions: reach.tagged,
    },
    {
      // The provider compares the key of a table with AWS's own, to tell whether it is one.
      sid: 'ReadDefaultKeyOfTables',
      actions: ['kms:DescribeKey'],
      resources: keys(reach),
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/aws/dynamodb' } },
    },
    {
      // The secret that `ReadOriginHeader` lets through lies under the data key, and Secrets Manager says which secret it is.
      sid: 'DecryptOriginHeader',
      actions: ['kms:Decrypt'],
      resources: keys(reach),
      conditions: all(reach.tagged, reach.through('secretsmanager'), {
        StringLike: { 'kms:EncryptionContext:SecretARN': originSecrets(reach) },
      }),
    },
  ],

  writes: (reach) => [
    {
      // It has no ARN before it is there.
      sid: 'MakeKeys',
      actions: ['kms:CreateKey'],
      resources: ['*'],
      conditions: reach.tagging,
    },
    {
      // A new key has no tags yet, another environment's has its own and stays out of reach.
      sid: 'TagKeys',
      actions: ['kms:TagResource'],
      resources: keys(reach),
      conditions: all(reach.tagging, {
        StringEqualsIfExists: { 'aws:ResourceTag/Environment': reach.names },
      }),
    },
    {
      sid: 'ChangeKeys',
      actions: [
        'kms:CreateAlias',
        'kms:DeleteAlias',
        'kms:DisableKeyRotation',
        'kms:EnableKeyRotation',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:UntagResource',
        'kms:UpdateAlias',
        'kms:UpdateKeyDescription',
      ],
      resources: keys(reach),
      conditions: reach.tagged,
    },
    {
      // AWS checks alias and key.
      sid: 'ChangeAliases',
      actions: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
      resources: aliases(reach),
    },
    {
      sid: 'EncryptThroughServices',
      actions: [
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:RetireGrant',
      ],
      resources: keys(reach),
      conditions: all(reach.tagged, reach.through(...ENCRYPTING)),
    },
    {
      sid: 'LetServicesKeepKeys',
      actions: ['kms:CreateGrant'],
      resources: keys(reach),
      conditions: all(reach.tagged, reach.through(...ENCRYPTING), {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      }),
    },
  ],
};
