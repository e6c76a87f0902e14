import { arnOf } from '../../../support/values';
import { findingsAt, Rule } from '../../rule';
import { customerKey, statementsOn } from '../../support/policies-on';
import { demandsArn, missingActions } from '../../support/statements';

const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export const rule: Rule = {
  reason:
    'AWS refuses a log group whose customer key does not let CloudWatch Logs encrypt for that very group.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_cloudwatch_log_group'), (group) => {
      const key = customerKey(estate, group, group.body['kms_key_id']);
      if (key === undefined) return ['kms_key_id is not a key of ours'];
      const region = estate.region(group);
      const arn = arnOf(group.type, 'arn', estate.text(group, 'name') ?? '', region);
      const missing = missingActions(
        statementsOn(estate, key),
        `logs.${region}.amazonaws.com`,
        USE,
        (statement) => demandsArn(statement, 'kms:EncryptionContext:aws:logs:arn', arn),
      );
      return missing.length === 0
        ? []
        : [`${key.address} does not let CloudWatch Logs call ${missing.join(', ')} for ${arn}`];
    }),
};
