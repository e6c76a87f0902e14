import { Construct } from 'constructs';
import { CompositeAlarm } from '../../../src/constructs/observability/composite-alarm';
import { MetricAlarm, MetricAlarmProps } from '../../../src/constructs/observability/metric-alarm';
import { anyOf } from '../../../src/lib/alarm-rule';
import { timeOfRequests } from '../../../src/lib/metrics/expression';
import { metricsOf } from '../../../src/lib/metrics/metric';
import { Body } from '../../support/estate';
import { resourcesOf } from '../../support/construct';

const TOPIC = 'arn:aws:sns:us-west-2:123456789012:alarms';
const setting = {
  nameOf: (alarm: string) => `petclinic-dev-${alarm}`,
  runbook: (kind: string) => `https://example.com/alarms.md#${kind}`,
  topicArn: TOPIC,
};

const metric = metricsOf('AWS/Lambda', { FunctionName: 'genai' });
const props: MetricAlarmProps = {
  setting,
  name: 'genai-duration',
  kind: 'genai-duration',
  says: 'It is slow.',
  notifies: true,
  metric: metric('Duration', 'p90'),
  comparison: '>=',
  threshold: 100,
  periodSeconds: 300,
  periods: 3,
  missingData: 'notBreaching',
};

const alarm = (change: Partial<MetricAlarmProps> = {}): Body | undefined =>
  resourcesOf((stack) => new MetricAlarm(stack, 'slow', { ...props, ...change }))[
    'aws_cloudwatch_metric_alarm'
  ]?.['slow_alarm'];

test('a description ends with the link of the runbook, and both changes of state are told', () => {
  expect(alarm()).toMatchObject({
    alarm_name: 'petclinic-dev-genai-duration',
    alarm_description: 'It is slow. https://example.com/alarms.md#genai-duration',
    alarm_actions: [TOPIC],
    ok_actions: [TOPIC],
  });
});

test('one that others tell for has no actions', () => {
  expect(alarm({ notifies: false })).not.toHaveProperty('alarm_actions');
});

test('a percentile is evaluated however few values there are', () => {
  expect(alarm()).toMatchObject({
    extended_statistic: 'p90',
    evaluate_low_sample_count_percentiles: 'evaluate',
  });
  expect(alarm()).not.toHaveProperty('statistic');
  expect(alarm({ metric: metric('Errors', 'Sum') })).toMatchObject({ statistic: 'Sum' });
});

test('an expression comes with its metrics, and only its value is compared', () => {
  const [value, ...metrics] = alarm({
    metric: timeOfRequests({
      requests: metric('Invocations', 'Sum'),
      time: metric('Duration', 'p90'),
      minRequests: 10,
    }),
  })?.['metric_query'] as Body[];
  expect(value).toMatchObject({ expression: 'IF(requests >= 10, time, 0)', return_data: true });
  expect(metrics).toMatchObject([
    { id: 'requests', return_data: false, metric: { metric_name: 'Invocations', stat: 'Sum', period: 300 } },
    { id: 'time', return_data: false, metric: { metric_name: 'Duration', stat: 'p90', period: 300 } },
  ]);
});

test('a description that AWS would refuse is refused', () => {
  expect(() => alarm({ says: 'slow '.repeat(220) })).toThrow(
    'The description of the alarm genai-duration has 1145 characters; allowed: at most 1024',
  );
});

describe('a composite alarm', () => {
  const composite = (build: (stack: Construct, parts: MetricAlarm[]) => void): Body | undefined =>
    resourcesOf((stack) => {
      const parts = ['a', 'b'].map((name) => new MetricAlarm(stack, name, { ...props, name }));
      build(stack, parts);
    })['aws_cloudwatch_composite_alarm']?.['path_alarm'];
  const own = { setting, name: 'path', kind: 'path', says: 'Slow.', notifies: true } as const;

  test('is made after the alarms that it names, and after the one that explains it', () => {
    expect(
      composite((stack, [a, b]) => {
        if (a !== undefined && b !== undefined) {
          new CompositeAlarm(stack, 'path', { ...own, rule: anyOf([a]), explainedBy: b });
        }
      }),
    ).toMatchObject({
      alarm_rule: 'ALARM("petclinic-dev-a")',
      actions_suppressor: { alarm: 'petclinic-dev-b' },
      depends_on: ['aws_cloudwatch_metric_alarm.a_alarm', 'aws_cloudwatch_metric_alarm.b_alarm'],
    });
  });

  test('has a rule that AWS takes', () => {
    expect(() =>
      composite((stack) => new CompositeAlarm(stack, 'path', { ...own, rule: anyOf([]) })),
    ).toThrow('The rule of the alarm path names no alarm; allowed: one or more');
  });
});
