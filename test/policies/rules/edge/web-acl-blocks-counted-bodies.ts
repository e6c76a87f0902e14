import { Body, blocks, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { rulesOf, statementsOf } from '../../support/web-acls';

/** Rules about bodies of the managed groups, as AWS lists them, by the group and the namespace of its labels. */
const BODY_RULES: Readonly<Record<string, readonly [namespace: string, rules: readonly string[]]>> = {
  AWSManagedRulesCommonRuleSet: [
    'core-rule-set',
    ['SizeRestrictions', 'EC2MetaDataSSRF', 'GenericLFI', 'GenericRFI', 'CrossSiteScripting'],
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    'known-bad-inputs',
    ['JavaDeserializationRCE', 'Log4JRCE', 'ReactJSRCE'],
  ],
  AWSManagedRulesSQLiRuleSet: ['sql-database', ['SQLi', 'SQLiExtendedPatterns']],
};

export const rule: Rule = {
  reason:
    'A rule of a managed group that only counts stops nothing: a later rule has to block the label that it leaves, under its exact name. A rule about bodies that still blocks stops what people write to the assistant.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html',
  check: (estate) => findingsAt(estate.ofType('aws_wafv2_web_acl'), problemsOf),
};

function problemsOf(acl: Resource): string[] {
  const groups = rulesOf(acl).flatMap((each) =>
    blocks(each, 'statement')
      .flatMap((statement) => blocks(statement, 'managed_rule_group_statement'))
      .map((group) => ({
        name: String(group['name']),
        counted: countedIn(group),
        priority: Number(each['priority']),
      })),
  );
  // An ACL that counts nothing leaves all to the groups.
  if (groups.every(({ counted }) => counted.length === 0)) return [];
  return groups.flatMap(({ name, counted, priority }) => {
    const [namespace = '', rules = []] = BODY_RULES[name] ?? [];
    return [
      ...rules
        .filter((each) => !counted.includes(`${each}_BODY`))
        .map((each) => `${each}_BODY of ${name} blocks what others only count`),
      ...counted.flatMap((each) =>
        unless(
          blockedBehind(acl, priority).includes(
            `awswaf:managed:aws:${namespace}:${each.replace(/_BODY$/, '_Body')}`,
          ),
          `nothing behind ${name} blocks the label of ${each}`,
        ),
      ),
    ];
  });
}

const countedIn = (group: Body): string[] =>
  blocks(group, 'rule_action_override')
    .filter((override) => 'count' in (blocks(override, 'action_to_use')[0] ?? {}))
    .map(({ name }) => String(name));

/** Labels that rules of a higher number block. */
const blockedBehind = (acl: Resource, priority: number): string[] =>
  rulesOf(acl)
    .filter((each) => Number(each['priority']) > priority && 'block' in (blocks(each, 'action')[0] ?? {}))
    .flatMap((each) =>
      statementsOf(each)
        .filter(({ kind }) => kind === 'label_match_statement')
        .map(({ body }) => String(body['key'])),
    );
