import { Statement } from '../../../core/policy-document';
import { StateBucket } from '../../../lib/state-place';
import { Reach } from '../reach';

/**
 * Rights to read the states and their checksums, which the lock table has under the state's name and `-md5`: enough for
 * a plan without a lock.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateReads(reach: Reach, bucket: StateBucket): Statement[] {
  const { arn, objects, table, keys, items } = placesOf(reach, bucket);
  return [
    // Terraform also asks for workspaces, so no prefix is demanded. It shows the names of states.
    { sid: 'ListStates', actions: ['s3:ListBucket'], resources: [arn] },
    { sid: 'ReadStates', actions: ['s3:GetObject'], resources: objects('*') },
    {
      sid: 'ReadLocks',
      actions: ['dynamodb:GetItem'],
      resources: [table],
      conditions: items('*'),
    },
    {
      sid: 'UseKeyOfStates',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [keys],
      conditions: {
        StringEquals: {
          'kms:ViaService': [`s3.${bucket.region}.amazonaws.com`, `dynamodb.${bucket.region}.amazonaws.com`],
        },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': bucket.kmsAlias },
      },
    },
  ];
}

/**
 * Rights to write the states under Terraform's two locks: an object beside the state, and an item of the lock table.
 */
export function stateWrites(reach: Reach, bucket: StateBucket): Statement[] {
  const { objects, table, items } = placesOf(reach, bucket);
  return [
    { sid: 'LockStates', actions: ['s3:DeleteObject', 's3:PutObject'], resources: objects('*.tflock') },
    {
      sid: 'HoldLocks',
      actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
      resources: [table],
      // Not the checksums, whose names end otherwise.
      conditions: items('*.tfstate'),
    },
    { sid: 'WriteStates', actions: ['s3:PutObject'], resources: objects('*.tfstate') },
    {
      sid: 'WriteChecksums',
      actions: ['dynamodb:PutItem'],
      resources: [table],
      conditions: items('*.tfstate-md5'),
    },
  ];
}

/** Right to store plans for their apply. */
export const planWrites = ({ names }: Reach, { bucket }: StateBucket): Statement[] => [
  { sid: 'LeavePlans', actions: ['s3:PutObject'], resources: planObjects(names, bucket) },
];

/** Right to read the plans to apply. The bucket admits no other role. */
export const planReads = ({ names }: Reach, { bucket }: StateBucket): Statement[] => [
  { sid: 'ReadPlans', actions: ['s3:GetObject'], resources: planObjects(names, bucket) },
];

const planObjects = (names: readonly string[], bucket: string): string[] =>
  names.map((name) => `arn:aws:s3:::${bucket}/plans/${name}/*`);

/** ARNs and key patterns of the environments' states in the state bucket and the lock table. */
function placesOf({ names, accountId }: Reach, { bucket, lockTable, region }: StateBucket) {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    arn,
    keys: `arn:aws:kms:${region}:${accountId}:key/*`,
    table: `arn:aws:dynamodb:${region}:${accountId}:table/${lockTable}`,
    objects: (pattern: string) => names.map((name) => `${arn}/petclinic/${name}/${pattern}`),
    items: (pattern: string) => ({
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': names.map((name) => `${bucket}/petclinic/${name}/${pattern}`),
      },
    }),
  };
}
