import { Statement } from '../../../core/policy-document';
import { StateBucket } from '../../../lib/state-place';
import { Reach } from '../reach';

/**
 * Reading the states, and holding their locks: what planning takes. Terraform writes a lock twice, as an object beside the
 * state and as an item of the table; the table also has a checksum of each state, under the state's name and `-md5`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateReads(reach: Reach, bucket: StateBucket): Statement[] {
  const { arn, objects, table, keys, items } = placesOf(reach, bucket);
  return [
    // Terraform also asks for workspaces, so no prefix is demanded. It shows the names of states.
    { sid: 'ListStates', actions: ['s3:ListBucket'], resources: [arn] },
    { sid: 'ReadStates', actions: ['s3:GetObject'], resources: objects('*') },
    { sid: 'LockStates', actions: ['s3:DeleteObject', 's3:PutObject'], resources: objects('*.tflock') },
    {
      sid: 'ReadLocks',
      actions: ['dynamodb:GetItem'],
      resources: [table],
      conditions: items('*'),
    },
    {
      sid: 'HoldLocks',
      actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
      resources: [table],
      // Not the checksums, whose names end otherwise.
      conditions: items('*.tfstate'),
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

/** Writing them: what applying takes besides. */
export function stateWrites(reach: Reach, bucket: StateBucket): Statement[] {
  const { objects, table, items } = placesOf(reach, bucket);
  return [
    { sid: 'WriteStates', actions: ['s3:PutObject'], resources: objects('*.tfstate') },
    {
      sid: 'WriteChecksums',
      actions: ['dynamodb:PutItem'],
      resources: [table],
      conditions: items('*.tfstate-md5'),
    },
  ];
}

/** Where the states of the environments lie. */
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
