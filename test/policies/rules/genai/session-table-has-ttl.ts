import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { variablesOf } from '../../support/functions';

export const rule: Rule = {
  reason:
    'Conversations hold names, addresses and telephone numbers: without a time to live they stay for ever, and a backup keeps them beyond it.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html',
  check: (estate) => {
    const tables = estate
      .ofType('aws_lambda_function')
      .flatMap((lambda) => estate.targets(lambda, variablesOf(lambda)['SESSION_TABLE']));
    return findingsAt(tables, ({ body }) => [
      ...unless(
        blocks(body, 'ttl').some((ttl) => ttl['enabled'] === true && ttl['attribute_name'] === 'expiresAt'),
        'ttl is not on for expiresAt, which the function writes',
      ),
      ...unless(
        blocks(body, 'point_in_time_recovery').every((recovery) => recovery['enabled'] !== true),
        'point_in_time_recovery keeps for weeks what is said to be gone',
      ),
    ]);
  },
};
