import { Body } from '../../../support/estate';
import { found } from '../../support/cases';
import { rule } from './xray-sampling-rule-has-unique-priority';

const judged = (change: Body) =>
  found(rule, {
    aws_api_gateway_rest_api: { api: { name: 'clinic' } },
    aws_api_gateway_stage: { stage: { stage_name: 'v1' } },
    aws_xray_sampling_rule: Object.fromEntries(
      [
        ['first', { priority: 100, ...change }],
        ['second', { priority: 200 }],
      ].map(([name, own]) => [
        name,
        {
          rule_name: 'clinic',
          fixed_rate: 0.05,
          reservoir_size: 1,
          service_name: '${aws_api_gateway_rest_api.api.name}/${aws_api_gateway_stage.stage.stage_name}',
          ...(own as Body),
        },
      ]),
    ) as Record<string, Body>,
  });

test('rules of different priorities for a stage of ours comply', () => {
  expect(judged({})).toEqual([]);
});

test('two of one priority are found', () => {
  expect(judged({ priority: 200 })).toEqual([
    'aws_xray_sampling_rule.first',
    'aws_xray_sampling_rule.second',
  ]);
});

test.each([
  [{ priority: 10_000 }],
  [{ fixed_rate: 5 }],
  [{ reservoir_size: 0.5 }],
  [{ rule_name: 'x'.repeat(33) }],
  [{ service_name: '*' }],
  [{ service_name: 'clinic/v1' }],
  [{ service_name: '${aws_api_gateway_rest_api.api.name}' }],
])('%j is found', (change) => {
  expect(judged(change)).toEqual(['aws_xray_sampling_rule.first']);
});
