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

/** Capacity of the other statements, in web ACL capacity units. @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
const CAPACITY = { ipSet: 1, rateLimit: 2, regex: 3, textTransformation: 10 } as const;

/** Transformations that reduce paths which a server reads alike to one form, before they are compared. */
const TEXT_TRANSFORMATIONS = ['URL_DECODE', 'NORMALIZE_PATH'] as const;

/** The statements in use, as Terraform JSON has them: the provider's bindings leave them untyped and untranslated. */
type Statement =
  | { readonly managed_rule_group_statement: { readonly vendor_name: 'AWS'; readonly name: string } }
  | {
      readonly rate_based_statement: {
        readonly limit: number;
        readonly evaluation_window_sec: 60 | 120 | 300 | 600;
        readonly aggregate_key_type: 'IP';
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

/** Makes a rule from a managed rule group of AWS, with the group's own actions. */
export const managedRules = (
  name: string,
  priority: number,
  group: keyof typeof MANAGED_GROUP_CAPACITY,
): WafRule => ({
  name,
  priority,
  capacity: MANAGED_GROUP_CAPACITY[group],
  action: { overrideAction: { none: {} } },
  statement: { managed_rule_group_statement: { vendor_name: 'AWS', name: group } },
});

/** Blocks an address while it has sent more than `requests` in the last five minutes. */
export const limitPerAddress = (name: string, priority: number, requests: number): WafRule => ({
  name,
  priority,
  capacity: CAPACITY.rateLimit,
  action: BLOCK,
  statement: {
    rate_based_statement: { limit: requests, evaluation_window_sec: 300, aggregate_key_type: 'IP' },
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
