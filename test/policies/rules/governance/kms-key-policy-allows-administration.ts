import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { isAbout, isAllow, principalsOf } from '../../support/statements';
import { ACCOUNT } from '../../../support/values';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const rule: Rule = {
  reason: 'A key whose policy nobody may change can never be repaired, and AWS refuses to make it.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_kms_key'), (key) =>
      unless(
        statementsOn(estate, key).some(
          (statement) =>
            isAllow(statement) &&
            statement.Condition === undefined &&
            principalsOf(statement).some(({ id }) => id === ROOT) &&
            isAbout(statement, 'kms:PutKeyPolicy'),
        ),
        'its policy does not let the account root call kms:PutKeyPolicy without a condition',
      ),
    ),
};
