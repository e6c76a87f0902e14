import { Conditions, Statement } from '../../core/policy-document';
import { THIS_KEY } from './kms-key';
import { bucketArn } from './private-bucket';

export interface ConfigDeliveryProps {
  /** Name of the bucket that AWS Config delivers to. */
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

/** Returns the key prefix of AWS Config's histories and snapshots. AWS sets it. */
export const configPrefix = (accountId: string): string => `AWSLogs/${accountId}/Config/`;

const CONFIG = { service: 'config.amazonaws.com' };

/** Conditions for AWS Config, which sends the region of its delivery channel and the account, and `*` for the rest. */
const forThisAccount = ({ accountId, region }: ConfigDeliveryProps): Conditions => ({
  StringEquals: { 'aws:SourceAccount': accountId },
  ArnLike: { 'aws:SourceArn': `arn:aws:config:${region}:${accountId}:*` },
});

/**
 * Bucket policy statements for AWS Config itself. It delivers with its role first, and without it if the role may not.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configDeliveryToBucket(props: ConfigDeliveryProps): Statement[] {
  const { bucketName, accountId } = props;
  const { StringEquals, ...rest } = forThisAccount(props);
  return [
    {
      sid: 'ConfigLooksAtBucket',
      principal: CONFIG,
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      resources: [bucketArn(bucketName)],
      conditions: forThisAccount(props),
    },
    {
      sid: 'ConfigDelivers',
      principal: CONFIG,
      actions: ['s3:PutObject'],
      resources: [`${bucketArn(bucketName)}/${configPrefix(accountId)}*`],
      conditions: { StringEquals: { ...StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' }, ...rest },
    },
  ];
}

/**
 * Key policy statement that lets AWS Config encrypt with the key of the bucket.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 */
export const configDeliveryWithKey = (props: ConfigDeliveryProps): Statement => ({
  sid: 'ConfigEncryptsWhatItDelivers',
  principal: CONFIG,
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  resources: THIS_KEY,
  conditions: forThisAccount(props),
});

/**
 * Rights for the role of AWS Config to deliver into the bucket and to encrypt with its key.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 */
export const configDeliveryByRole = (
  bucketName: string,
  accountId: string,
  kmsKeyArn: string,
): Statement[] => [
  { sid: 'LookAtBucket', actions: ['s3:GetBucketAcl', 's3:ListBucket'], resources: [bucketArn(bucketName)] },
  {
    sid: 'Deliver',
    actions: ['s3:PutObject', 's3:PutObjectAcl'],
    resources: [`${bucketArn(bucketName)}/${configPrefix(accountId)}*`],
    conditions: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  },
  { sid: 'Encrypt', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [kmsKeyArn] },
];
