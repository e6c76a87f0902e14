import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';

export const rule: Rule = {
  reason:
    'Without a policy an endpoint lets anyone call anything, also with the credentials of a foreign account.',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_vpc_endpoint'), (endpoint) =>
      unless(statementsOn(estate, endpoint).length > 0, 'it has no policy'),
    ),
};
