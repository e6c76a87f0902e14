import { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';

/** Capacity of statements, in web ACL capacity units. @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
export const CAPACITY = {
  ipSet: 1,
  label: 1,
  rateLimit: 2,
  regex: 3,
  size: 1,
  textTransformation: 10,
} as const;

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

export const BLOCK = { action: { block: {} } };

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
export const pathIs = (
  regex: string,
  transformations: readonly (typeof TEXT_TRANSFORMATIONS)[number][] = TEXT_TRANSFORMATIONS,
): Statement => ({
  regex_match_statement: {
    regex_string: regex,
    field_to_match: { uri_path: {} },
    text_transformation: transformations.map((type, priority) => ({ priority, type })),
  },
});

export const PATH_CAPACITY = CAPACITY.regex + CAPACITY.textTransformation * TEXT_TRANSFORMATIONS.length;

export const matches = (is: Statement, ...isNot: readonly Statement[]): Statement => ({
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
