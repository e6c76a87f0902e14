import { blocks, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { aclsBefore, rulesOf } from '../../support/web-acls';

const CONTENT = [
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
];

/** Groups before a resource, by its type. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_stage: [...CONTENT, 'AWSManagedRulesAmazonIpReputationList'],
  aws_lb: CONTENT,
};

export const rule: Rule = {
  reason:
    'Each group looks for attacks that the others do not know. One that only counts, or looks at some requests, stops nothing else.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html',
  check: (estate) =>
    Object.entries(WANTED).flatMap(([type, names]) =>
      findingsAt(aclsBefore(estate, type), (acl) =>
        names.flatMap((name) => unless(judges(acl, name), `${name} does not block`)),
      ),
    ),
};

const judges = (acl: Resource, name: string): boolean =>
  rulesOf(acl).some((each) => {
    const [group] = blocks(blocks(each, 'statement')[0], 'managed_rule_group_statement');
    return (
      group?.['name'] === name &&
      group['scope_down_statement'] === undefined &&
      'none' in (blocks(each, 'override_action')[0] ?? {})
    );
  });
