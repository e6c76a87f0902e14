import { Conditions, Statement } from '../../core/policy-document';
import { THIS_KEY } from './kms-key';
import { bucketArn } from './private-bucket';

export interface ConfigDeliveryProps {
  /** The bucket that AWS Config delivers to. */
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
}

/** The beginning of the keys of what AWS Config delivers: histories and snapshots. It cannot be chosen. */
export const configPrefix = (accountId: string): string => `AWSLogs/${accountId}/Config/`;

const CONFIG = { service: 'config.amazonaws.com' };

/** AWS Config sends the region of its delivery channel and the account, and `*` for the rest. */
const forThisAccount = ({ accountId, region }: ConfigDeliveryProps): Conditions => ({
  StringEquals: { 'aws:SourceAccount': accountId },
  ArnLike: { 'aws:SourceArn': `arn:aws:config:${region}:${accountId}:*` },
});

/**
 * What lets AWS Config deliver into the bucket. It comes with its role first, and where that may not, by itself.
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
 * What lets AWS Config encrypt with the key of the bucket.
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
 * The same for the role of AWS Config.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
 */
export const configDeliveryByRole = (
  { bucketName, accountId }: ConfigDeliveryProps,
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
