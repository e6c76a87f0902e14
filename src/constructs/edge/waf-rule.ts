import { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';

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

/** Capacity of the other statements, in web ACL capacity units. @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
const CAPACITY = { ipSet: 1, label: 1, rateLimit: 2, regex: 3, size: 1, textTransformation: 10 } as const;

/** Transformations that reduce paths which a server reads alike to one form, before they are compared. */
const TEXT_TRANSFORMATIONS = ['URL_DECODE', 'NORMALIZE_PATH'] as const;

/** The statements in use, as Terraform JSON has them: the provider's bindings leave them untyped and untranslated. */
type Statement =
  | {
      readonly managed_rule_group_statement: {
        readonly vendor_name: 'AWS';
        readonly name: string;
        readonly rule_action_override?: readonly {
          readonly name: string;
          readonly action_to_use: { readonly count: object };
        }[];
      };
    }
  | {
      readonly rate_based_statement: {
        readonly limit: number;
        readonly evaluation_window_sec: 60 | 120 | 300 | 600;
        readonly aggregate_key_type: 'IP';
        readonly scope_down_statement?: Statement;
      };
    }
  | { readonly ip_set_reference_statement: { readonly arn: string } }
  | {
      readonly regex_match_statement: {
        readonly regex_string: string;
        readonly field_to_match: { readonly uri_path: object };
        readonly text_transformation: readonly {
          readonly priority: number;
          readonly type: (typeof TEXT_TRANSFORMATIONS)[number];
        }[];
      };
    }
  | {
      readonly size_constraint_statement: {
        readonly comparison_operator: 'GT';
        readonly size: number;
        readonly field_to_match: { readonly body: { readonly oversize_handling: 'MATCH' } };
        readonly text_transformation: readonly { readonly priority: number; readonly type: 'NONE' }[];
      };
    }
  | { readonly label_match_statement: { readonly scope: 'LABEL'; readonly key: string } }
  | { readonly or_statement: { readonly statement: readonly Statement[] } }
  | { readonly and_statement: { readonly statement: readonly Statement[] } }
  | { readonly not_statement: { readonly statement: readonly Statement[] } };

/** A rule of a web ACL, with its share of the ACL's capacity. */
export interface WafRule {
  readonly name: string;
  /** Priority, unique within the ACL: WAF evaluates rules in ascending order. */
  readonly priority: number;
  readonly capacity: number;
  readonly action: Pick<Wafv2WebAclRule, 'action' | 'overrideAction'>;
  readonly statement: Statement;
}

const BLOCK = { action: { block: {} } };

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

/** Blocks bodies above a size on the paths that `pathRegex` matches. `bytes` is at most what the ACL inspects. */
export const bodiesUpTo = (name: string, priority: number, pathRegex: string, bytes: number): WafRule => ({
  name,
  priority,
  capacity: PATH_CAPACITY + CAPACITY.size + CAPACITY.textTransformation,
  action: BLOCK,
  statement: {
    and_statement: {
      statement: [
        pathIs(pathRegex),
        {
          size_constraint_statement: {
            comparison_operator: 'GT',
            size: bytes,
            field_to_match: { body: { oversize_handling: 'MATCH' } },
            text_transformation: [{ priority: 0, type: 'NONE' }],
          },
        },
      ],
    },
  },
});

/** Blocks an address while it has sent more than `requests` in the last five minutes, to `pathRegex` if there is one. */
export const limitPerAddress = (
  name: string,
  priority: number,
  requests: number,
  pathRegex?: string,
): WafRule => ({
  name,
  priority,
  capacity: CAPACITY.rateLimit + (pathRegex === undefined ? 0 : PATH_CAPACITY),
  action: BLOCK,
  statement: {
    rate_based_statement: {
      limit: requests,
      evaluation_window_sec: 300,
      aggregate_key_type: 'IP',
      ...(pathRegex === undefined ? {} : { scope_down_statement: pathIs(pathRegex) }),
    },
  },
});

/** Matches the path of a request, without its query string, against a regular expression. */
const pathIs = (
  regex: string,
  transformations: readonly (typeof TEXT_TRANSFORMATIONS)[number][] = TEXT_TRANSFORMATIONS,
): Statement => ({
  regex_match_statement: {
    regex_string: regex,
    field_to_match: { uri_path: {} },
    text_transformation: transformations.map((type, priority) => ({ priority, type })),
  },
});

const PATH_CAPACITY = CAPACITY.regex + CAPACITY.textTransformation * TEXT_TRANSFORMATIONS.length;

const matches = (is: Statement, ...isNot: readonly Statement[]): Statement => ({
  and_statement: {
    statement: [is, ...isNot.map((statement) => ({ not_statement: { statement: [statement] } }))],
  },
});

/**
 * Pattern of paths, decoded once, that servers read in more than one way: repeated slashes, dot segments, parameters
 * behind a semicolon, backslashes, control characters, and characters that are still percent-encoded.
 */
const AMBIGUOUS_PATH = '//|/\\.{1,2}(/|$)|;|\\\\|%[0-9a-fA-F]{2}|[\\x00-\\x1f\\x7f]';

/**
 * Blocks paths that one server reads differently from the next. AWS does not document which parts of a path API Gateway
 * decodes and resolves on the way to its backend, so rules about paths hold behind it only for a path that has one
 * reading.
 */
export const unambiguousPaths = (name: string, priority: number): WafRule => ({
  name,
  priority,
  capacity: CAPACITY.regex + CAPACITY.textTransformation,
  action: BLOCK,
  statement: pathIs(AMBIGUOUS_PATH, ['URL_DECODE']),
});

/** Blocks paths that `pathRegex` matches, except for the addresses of a set, which go on to the next rules. */
export const onlyFrom = (name: string, priority: number, pathRegex: string, ipSetArn: string): WafRule => ({
  name,
  priority,
  capacity: PATH_CAPACITY + CAPACITY.ipSet,
  action: BLOCK,
  statement: matches(pathIs(pathRegex), { ip_set_reference_statement: { arn: ipSetArn } }),
});

/** Blocks paths that `pathRegex` matches, except those that an exception matches, which go on to the next rules. */
export const closedPaths = (
  name: string,
  priority: number,
  pathRegex: string,
  exceptions: readonly [string, ...string[]],
): WafRule => ({
  name,
  priority,
  capacity: PATH_CAPACITY * (1 + exceptions.length),
  action: BLOCK,
  statement: matches(pathIs(pathRegex), ...exceptions.map((exception) => pathIs(exception))),
});
