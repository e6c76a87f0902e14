import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'A key that never rotates protects ever more data with the same material.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_kms_key'), ({ body }) =>
      unless(body['enable_key_rotation'] === true, 'enable_key_rotation is not true'),
    ),
};
