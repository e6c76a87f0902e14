import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiStageLogsItsAccess } from './api-stage-logs-its-access';

const complete = {
  id: '$context.requestId',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  waf: '$context.wafResponseCode',
};

const stage = (format: unknown, more: Body = {}) =>
  found(apiStageLogsItsAccess, {
    aws_cloudwatch_log_group: { access: {} },
    aws_api_gateway_stage: {
      main: {
        xray_tracing_enabled: true,
        access_log_settings: {
          destination_arn: '${aws_cloudwatch_log_group.access.arn}',
          format: typeof format === 'string' ? format : JSON.stringify(format),
        },
        ...more,
      },
    },
  });

test('a JSON line of what an operator needs complies', () => {
  expect(stage(complete)).toEqual([]);
});

test.each<[string, unknown, Body]>([
  ['no log', complete, { access_log_settings: undefined }],
  ['a log of others', complete, { access_log_settings: { destination_arn: 'arn', format: '{}' } }],
  ['a log that is not JSON', '$context.requestId', {}],
  ['a log without the result of the firewall', { ...complete, waf: '-' }, {}],
  ['a log of a query string', { ...complete, name: "$input.params('lastName')" }, {}],
  ['no traces', complete, { xray_tracing_enabled: false }],
  ['variables', complete, { variables: { host: 'balancer' } }],
])('a stage with %s is found', (_, format, more) => {
  expect(stage(format, more)).toEqual(['aws_api_gateway_stage.main']);
});
