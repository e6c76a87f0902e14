import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason: "With a key of DynamoDB's own nobody can say who may read a table's items, or take that back.",
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_dynamodb_table'), (table) => {
      const encryption = blocks(table.body, 'server_side_encryption')[0];
      return unless(
        encryption?.['enabled'] === true &&
          customerKey(estate, table, encryption['kms_key_arn']) !== undefined,
        'server_side_encryption does not name a key of ours',
      );
    }),
};
