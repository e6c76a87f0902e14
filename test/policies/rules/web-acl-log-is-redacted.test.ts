import { Body } from '../../support/estate';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { webAclLogIsRedacted } from './web-acl-log-is-redacted';

const HEADERS = ['authorization', 'cookie', 'x-origin-verify'];
const redacting = (...headers: readonly string[]) => ({
  redacted_fields: headers.map((name) => ({ single_header: { name } })),
});

interface Case {
  readonly acl?: Body;
  readonly group?: string;
  readonly logging?: Body;
  readonly service?: string;
}

const acl = ({ acl: body = {}, group = 'aws-waf-logs-main', logging = {}, service }: Case) =>
  found(webAclLogIsRedacted, {
    aws_cloudwatch_log_group: { main: { name: group } },
    aws_wafv2_web_acl: { main: { visibility_config: { sampled_requests_enabled: false }, ...body } },
    aws_wafv2_web_acl_logging_configuration: {
      main: {
        resource_arn: '${aws_wafv2_web_acl.main.arn}',
        log_destination_configs: ['${aws_cloudwatch_log_group.main.arn}'],
        ...redacting(...HEADERS),
        ...logging,
      },
    },
    aws_cloudwatch_log_resource_policy: {
      main: {
        policy_document: policy({
          Effect: 'Allow',
          Principal: { Service: service ?? 'delivery.logs.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:aws-waf-logs-*:log-stream:*`,
        }),
      },
    },
  });

test('a web ACL whose log has no credentials complies', () => {
  expect(acl({})).toEqual([]);
});

test.each<[string, Case]>([
  ['no log', { logging: { resource_arn: 'arn' } }],
  ['a log of cookies', { logging: redacting('authorization', 'x-origin-verify') }],
  ['a log of the origin header', { logging: redacting('authorization', 'cookie') }],
  ['a log group of another name', { group: '/petclinic/dev/waf' }],
  ['a log elsewhere', { logging: { log_destination_configs: ['arn:aws:s3:::aws-waf-logs-main'] } }],
  ['a log group that AWS may not write to', { service: 'logs.amazonaws.com' }],
  ['samples', { acl: { visibility_config: { sampled_requests_enabled: true } } }],
])('a web ACL with %s is found', (_, change) => {
  expect(new Set(acl(change))).toEqual(new Set(['aws_wafv2_web_acl.main']));
});
