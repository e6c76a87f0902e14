import { BLOCK, CAPACITY, matches, PATH_CAPACITY, pathIs, WafRule } from './waf-rule';

/**
 * Capacity of AWS's managed rule groups, in web ACL capacity units.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const MANAGED_GROUP_CAPACITY = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
} as const;

type ManagedGroup = keyof typeof MANAGED_GROUP_CAPACITY;

/**
 * Rules of the groups that look at bodies, by the namespace of the labels that they leave.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-use-case.html
 */
const BODY_RULES: Partial<
  Record<ManagedGroup, { readonly namespace: string; readonly rules: readonly string[] }>
> = {
  AWSManagedRulesCommonRuleSet: {
    namespace: 'core-rule-set',
    rules: ['SizeRestrictions', 'EC2MetaDataSSRF', 'GenericLFI', 'GenericRFI', 'CrossSiteScripting'],
  },
  AWSManagedRulesKnownBadInputsRuleSet: {
    namespace: 'known-bad-inputs',
    rules: ['JavaDeserializationRCE', 'Log4JRCE', 'ReactJSRCE'],
  },
  AWSManagedRulesSQLiRuleSet: { namespace: 'sql-database', rules: ['SQLi', 'SQLiExtendedPatterns'] },
};

/**
 * Makes a rule from a managed rule group of AWS, with the group's own actions.
 *
 * @param bodies whether its rules about bodies block, or count and leave their labels to {@link bodiesOutside}
 */
export const managedRules = (
  name: string,
  priority: number,
  group: ManagedGroup,
  bodies: 'block' | 'count' = 'block',
): WafRule => ({
  name,
  priority,
  capacity: MANAGED_GROUP_CAPACITY[group],
  action: { overrideAction: { none: {} } },
  statement: {
    managed_rule_group_statement: {
      vendor_name: 'AWS',
      name: group,
      ...(bodies === 'count'
        ? {
            rule_action_override: (BODY_RULES[group]?.rules ?? []).map((rule) => ({
              name: `${rule}_BODY`,
              action_to_use: { count: {} },
            })),
          }
        : {}),
    },
  },
});

/**
 * Blocks bodies that rules of the managed groups counted, except on the paths that `pathRegex` matches: what people write is no
 * attack there, however it reads.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-group-settings.html
 */
export function bodiesOutside(name: string, priority: number, pathRegex: string): WafRule {
  const labels = Object.values(BODY_RULES).flatMap(({ namespace, rules }) =>
    rules.map((rule) => `awswaf:managed:aws:${namespace}:${rule}_Body`),
  );
  return {
    name,
    priority,
    capacity: CAPACITY.label * labels.length + PATH_CAPACITY,
    action: BLOCK,
    statement: matches(
      {
        or_statement: {
          statement: labels.map((key) => ({ label_match_statement: { scope: 'LABEL', key } })),
        },
      },
      pathIs(pathRegex),
    ),
  };
}
