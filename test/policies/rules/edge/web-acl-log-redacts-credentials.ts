import { ORIGIN_HEADER } from '../../../../src/lib/gateway';
import { blocks, Body, Estate, Resource } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { rulesOf } from '../../support/web-acls';
import { actionsOf, covers, isAllow, principalsOf, resourcesOf } from '../../support/statements';

/** Headers with credentials, and that with the query of the page before. */
const SECRET_HEADERS = ['authorization', 'cookie', 'referer', ORIGIN_HEADER];
/** The one filter of a log that drops whatever it does not keep. */
const BLOCKED = { behavior: 'KEEP', condition: [{ action_condition: { action: 'BLOCK' } }] };
const DELIVERY = ['logs:CreateLogStream', 'logs:PutLogEvents'];

export const rule: Rule = {
  reason:
    'A firewall logs every header and the query, and its samples show them: logins and the value of the origin header among them. It logs the address of every caller too, which it cannot redact: so only of those it blocks, and not for long. AWS takes log groups of one prefix only, to which it has been let.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_wafv2_web_acl'), (acl) => {
      const [logging] = estate.referringTo(acl, 'resource_arn', 'aws_wafv2_web_acl_logging_configuration');
      return [
        ...(logging === undefined ? ['it writes no log'] : logProblems(estate, logging)),
        ...[acl.body, ...rulesOf(acl)]
          .filter((of) => blocks(of, 'visibility_config')[0]?.['sampled_requests_enabled'] !== false)
          .map(({ name }) => `samples of ${String(name)} show what the log redacts`),
        ...matchProblems(acl.body),
      ];
    }),
};

/** Fields of which the log would show what a rule matched, however redacted it is. */
function matchProblems(acl: Body): string[] {
  const fields = blocks(acl, 'data_protection_config')
    .flatMap((config) => blocks(config, 'data_protection'))
    .filter((protection) => protection['exclude_rule_match_details'] !== true)
    .flatMap((protection) => blocks(protection, 'field'));
  const isProtected = (type: string, key?: string) =>
    fields.some(
      ({ field_type, field_keys }) =>
        field_type === type && (key === undefined || (field_keys as string[]).includes(key)),
    );
  return [
    ...['QUERY_STRING', 'BODY'].filter((type) => !isProtected(type)),
    ...SECRET_HEADERS.filter((header) => !isProtected('SINGLE_HEADER', header)),
  ].map((field) => `what rules match of ${field} is logged`);
}

function logProblems(estate: Estate, logging: Resource): string[] {
  const redacted = blocks(logging.body, 'redacted_fields').flatMap((field) =>
    blocks(field, 'single_header').map(({ name }) => name),
  );
  const groups = estate.targets(logging, logging.body['log_destination_configs']);
  const names = groups
    .filter(({ type }) => type === 'aws_cloudwatch_log_group')
    .map((group) => estate.text(group, 'name') ?? '');
  return [
    ...SECRET_HEADERS.filter((header) => !redacted.includes(header)).map(
      (header) => `${header} is not redacted`,
    ),
    ...unless(
      blocks(logging.body, 'redacted_fields').some((field) => 'query_string' in field),
      'queries are not redacted',
    ),
    ...unless(
      JSON.stringify(
        blocks(logging.body, 'logging_filter').map(({ default_behavior, filter }) => [
          default_behavior,
          (filter as Body[]).map(({ behavior, condition }) => ({ behavior, condition })),
        ]),
      ) === JSON.stringify([['DROP', [BLOCKED]]]),
      'it does not keep records of blocked requests, and of those alone',
    ),
    ...unless(
      groups.every(({ body }) => Number(body['retention_in_days'] ?? Infinity) <= 14),
      'it keeps addresses for more than 14 days',
    ),
    ...unless(names.length === 1, 'it does not write to one log group of ours'),
    ...names
      .filter((name) => !name.startsWith('aws-waf-logs-'))
      .map((name) => `${name} does not begin with aws-waf-logs-`),
    ...names.filter((name) => !mayWrite(estate, logging, name)).map((name) => `AWS may not write to ${name}`),
  ];
}

/** Tells whether a policy of the stack lets the delivery of logs write to the group. */
function mayWrite(estate: Estate, { stack, scope }: Resource, group: string): boolean {
  const stream = `${arnOf('aws_cloudwatch_log_group', 'arn', group, estate.region({ scope }))}:log-stream:one`;
  return estate
    .policyDocuments()
    .filter(
      ({ resource }) => resource.stack === stack && resource.type === 'aws_cloudwatch_log_resource_policy',
    )
    .flatMap(({ statements }) => statements)
    .some(
      (statement) =>
        isAllow(statement) &&
        principalsOf(statement).some(({ id }) => id === 'delivery.logs.amazonaws.com') &&
        DELIVERY.every((action) => actionsOf(statement).includes(action)) &&
        resourcesOf(statement).some((resource) => covers(resource, stream)),
    );
}
