import { alarmStatus } from '../../../../src/constructs/observability/dashboard/alarm-status';
import { dashboardBody } from '../../../../src/constructs/observability/dashboard/body';
import {
  graph,
  Line,
  Threshold,
  thresholdsByMetric,
} from '../../../../src/constructs/observability/dashboard/graph';
import { Metric } from '../../../../src/constructs/observability/metrics/metric';

const cpu: Metric = { namespace: 'N', name: 'CPU', dimensions: { B: '2', A: '1' }, statistic: 'Average' };
const errors: Metric = { namespace: 'N', name: 'Errors', dimensions: {}, statistic: 'Sum' };
const lines: Line[] = [
  { metric: cpu, label: 'first' },
  { metric: { ...cpu, dimensions: { A: '1', B: '3' } }, label: 'second' },
  { metric: errors, label: 'errors' },
];
const drawn = (thresholds: readonly Threshold[]) =>
  graph({ title: 'Load', unit: '%', lines }, 'eu-west-1', thresholdsByMetric(thresholds)).properties;

describe('a graph', () => {
  test('draws each line with its own dimensions, statistic and label, in the region', () => {
    expect(drawn([])).toMatchObject({
      region: 'eu-west-1',
      metrics: [
        ['N', 'CPU', 'A', '1', 'B', '2', { label: 'first', stat: 'Average' }],
        ['N', 'CPU', 'A', '1', 'B', '3', { label: 'second', stat: 'Average' }],
        ['N', 'Errors', { label: 'errors', stat: 'Sum' }],
      ],
    });
    expect(drawn([])).not.toHaveProperty('annotations');
  });

  test('marks where alarms begin, each value once', () => {
    const second = { ...cpu, dimensions: { A: '1', B: '3' } };
    expect(
      drawn([
        { metric: second, value: 90, periodSeconds: 300 },
        { metric: { ...cpu, dimensions: { A: '1', B: '2' } }, value: 90, periodSeconds: 300 },
        { metric: cpu, value: 80, periodSeconds: 60 },
      ]),
    ).toMatchObject({
      annotations: {
        horizontal: [
          { label: 'alarm: first', value: 80 },
          { label: 'alarm: first, second', value: 90 },
        ],
      },
    });
  });

  test.each([
    [
      'of another statistic',
      { metric: { ...cpu, statistic: 'Maximum' as const }, value: 1, periodSeconds: 60 },
    ],
    ['of other dimensions', { metric: { ...cpu, dimensions: {} }, value: 1, periodSeconds: 60 }],
    ['of another name', { metric: { ...cpu, name: 'Memory' }, value: 1, periodSeconds: 60 }],
    ['of a sum over a longer time', { metric: errors, value: 1, periodSeconds: 300 }],
  ])('does not mark a threshold %s', (_, threshold) => {
    expect(drawn([threshold])).not.toHaveProperty('annotations');
  });

  test('marks one of a sum over the time of a point', () => {
    expect(drawn([{ metric: errors, value: 1, periodSeconds: 60 }])).toHaveProperty('annotations');
  });

  test('without a line, or with more than CloudWatch draws, is refused', () => {
    const of = (count: number) => ({
      title: 'Load',
      unit: '%',
      lines: Array.from({ length: count }, () => ({ metric: cpu, label: 'x' })),
    });
    expect(() => graph(of(0), 'eu-west-1', new Map())).toThrow('"Load" has 0 lines; allowed: 1 to 500');
    expect(() => graph(of(501), 'eu-west-1', new Map())).toThrow('501 lines');
  });
});

describe('the state of alarms', () => {
  const arns = (count: number) => Array.from({ length: count }, (_, i) => `arn-${i}`);
  const shown = (count: number) =>
    alarmStatus(arns(count))
      .flat()
      .map(({ properties }) => (properties as { alarms: string[] }).alarms);

  test('is shown of every alarm, a hundred in a widget at most', () => {
    expect(shown(100).map(({ length }) => length)).toEqual([100]);
    expect(shown(250).map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(shown(250).flat()).toEqual(arns(250));
  });

  test('takes no room where there is no alarm', () => {
    expect(alarmStatus([])).toEqual([]);
  });
});

test('a body with more metrics than CloudWatch draws is refused', () => {
  const wide = graph(
    { title: 'Load', unit: '%', lines: Array.from({ length: 500 }, () => lines[0] as Line) },
    'r',
    new Map(),
  );
  const rows = (count: number) => Array.from({ length: count }, () => [wide]);
  expect(JSON.parse(dashboardBody(rows(5)))).toHaveProperty('widgets.length', 5);
  expect(() => dashboardBody(rows(6))).toThrow('3000 metrics; allowed: at most 2500');
});
