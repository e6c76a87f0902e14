import { findingsAt, Rule } from '../../rule';
import { aclsBefore, rulesOf, statementsOf } from '../../support/web-acls';

/** Statements that look at the address that a request comes from. */
const PER_ADDRESS = ['geo_match_statement', 'ip_set_reference_statement', 'rate_based_statement'];
const GROUPS_PER_ADDRESS = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesAnonymousIpList'];

export const rule: Rule = {
  reason:
    'Behind the gateway all requests come from its few addresses: a limit for one of them stops all callers at once.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html',
  check: (estate) =>
    findingsAt(aclsBefore(estate, 'aws_lb'), (acl) =>
      rulesOf(acl)
        .filter((rule) =>
          statementsOf(rule).some(
            ({ kind, body }) =>
              PER_ADDRESS.includes(kind) || GROUPS_PER_ADDRESS.includes(String(body['name'])),
          ),
        )
        .map(({ name }) => `its rule ${String(name)} judges addresses`),
    ),
};
