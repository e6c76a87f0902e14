import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason: "An unencrypted topic lays its messages bare, and AWS's own key for SNS lets no service publish.",
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_sns_topic'), (topic) =>
      unless(
        customerKey(estate, topic, topic.body['kms_master_key_id']) !== undefined,
        'kms_master_key_id is not a key of ours',
      ),
    ),
};
