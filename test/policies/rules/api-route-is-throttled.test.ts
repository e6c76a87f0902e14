import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiRouteIsThrottled } from './api-route-is-throttled';

const limits = {
  throttling_rate_limit: 10,
  throttling_burst_limit: 20,
  metrics_enabled: true,
  data_trace_enabled: false,
};

const stage = (settings: Body, method = '*/*') =>
  found(apiRouteIsThrottled, {
    aws_api_gateway_stage: { main: { stage_name: 'v1' } },
    aws_api_gateway_method_settings: {
      all: { stage_name: '${aws_api_gateway_stage.main.stage_name}', method_path: method, settings },
    },
  });

test('limits for every method comply', () => {
  expect(stage(limits)).toEqual([]);
});

test('limits for one method alone are found', () => {
  expect(stage(limits, '~1api/GET')).toEqual(['aws_api_gateway_stage.main']);
});

test.each<[string, Body]>([
  ['no rate', { ...limits, throttling_rate_limit: undefined }],
  ['no limit to the burst', { ...limits, throttling_burst_limit: -1 }],
  ['no metrics', { ...limits, metrics_enabled: false }],
  ['traced data', { ...limits, data_trace_enabled: true }],
])('settings with %s are found', (_, settings) => {
  expect(stage(settings)).toEqual(['aws_api_gateway_method_settings.all']);
});
