import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason:
    "AWS's own key for Secrets Manager lets every principal of the account that may read the secret decrypt it.",
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_secretsmanager_secret'), (secret) =>
      unless(
        customerKey(estate, secret, secret.body['kms_key_id']) !== undefined,
        'kms_key_id is not a key of ours',
      ),
    ),
};
