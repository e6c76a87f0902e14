import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason:
    'Whoever loses the state has to import every resource by hand; without its lock table nobody can plan.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy',
  check: (estate) => {
    const stacks = Object.entries(estate.stacks).map(([stack, { terraform }]) => ({
      address: `${stack}/terraform.backend`,
      s3: blocks(blocks(terraform, 'backend')[0], 's3')[0],
    }));
    const used = (type: string, attribute: string, name: string): Resource[] =>
      estate
        .ofType(type)
        .filter((resource) => stacks.some(({ s3 }) => s3?.[name] === estate.text(resource, attribute)));
    const buckets = used('aws_s3_bucket', 'bucket', 'bucket');
    const tables = used('aws_dynamodb_table', 'name', 'dynamodb_table');
    const keys = estate
      .ofType('aws_kms_key')
      .filter((key) => tables.some((table) => keyOf(estate, table) === key));

    return [
      ...findingsAt(
        stacks.filter(({ s3 }) => s3 !== undefined),
        () =>
          unless(buckets.length > 0 && tables.length > 0, 'no stack makes the bucket and the table it names'),
      ),
      ...findingsAt([...buckets, ...tables, ...keys], ({ body }) =>
        unless(blocks(body, 'lifecycle')[0]?.['prevent_destroy'] === true, 'prevent_destroy is not true'),
      ),
      ...findingsAt(tables, (table) => tableProblems(estate, table)),
    ];
  },
};

const tableProblems = (estate: Estate, table: Resource): string[] => [
  ...unless(table.body['deletion_protection_enabled'] === true, 'deletion_protection_enabled is not true'),
  ...unless(table.body['billing_mode'] === 'PAY_PER_REQUEST', 'it is not on demand'),
  ...unless(
    blocks(table.body, 'point_in_time_recovery')[0]?.['enabled'] === true,
    'point_in_time_recovery is not enabled',
  ),
  ...unless(keyOf(estate, table) !== undefined, 'it is not encrypted with a key of ours'),
];

const keyOf = (estate: Estate, table: Resource): Resource | undefined =>
  customerKey(estate, table, blocks(table.body, 'server_side_encryption')[0]?.['kms_key_arn']);
