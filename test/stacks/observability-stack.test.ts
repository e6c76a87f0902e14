import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmKinds } from '../../src/constructs/observability/alarms/definition';
import { anchorsIn } from '../policies/support/anchors';
import { METRIC_ALARM } from '../policies/support/alarms';
import { Body, Estate, estateOf } from '../support/estate';
import { billing, withService } from '../support/services';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());
const withBilling = estateOf(synthesize({ environments: withService(billing) }));

/** The alarms of an environment by their names without `petclinic-<env>-`. */
const alarms = (environment: string, of: Estate = estate): Record<string, Body> =>
  Object.fromEntries(
    of
      .ofType(METRIC_ALARM)
      .filter(({ stack }) => stack === `${environment}-observability`)
      .map(({ body }) => [String(body['alarm_name']).replace(`petclinic-${environment}-`, ''), body]),
  );

describe('thresholds follow the environment', () => {
  test.each([
    // 80 percent of the 90 connections of 1 ACU, and of the 1000 of 8.
    ['database-connections', 72, 800],
    // A twentieth of 2 GiB an ACU.
    ['database-memory', 107_374_182, 858_993_459],
    ['vets-service-tasks', 1, 2],
    ['admin-server-tasks', 1, 1],
    // Of 29 s, and of the 27 s of the function.
    ['gateway-latency', 21_750, 21_750],
    ['genai-duration', 22_950, 22_950],
    ['genai-tokens', 1_000_000, 1_000_000],
  ])('%s', (name, dev, prod) => {
    expect([alarms('dev')[name]?.['threshold'], alarms('prod')[name]?.['threshold']]).toEqual([dev, prod]);
  });
});

test('a percentile is evaluated however few values there are', () => {
  expect(alarms('dev')['vets-service-latency']).toMatchObject({
    extended_statistic: 'p90',
    evaluate_low_sample_count_percentiles: 'evaluate',
  });
});

describe('expressions', () => {
  test.each([
    ['gateway-errors', 'IF(FILL(errors, 0) >= 3, 100 * FILL(errors, 0) / requests, 0)'],
    ['vets-service-saturation', 'MAX([cpu, memory])'],
    ['genai-tokens', 'FILL(answers, 0) + FILL(questions, 0) + FILL(vectors, 0)'],
    ['genai-failures', 'FILL(errors, 0) + FILL(lines, 0) + FILL(throttles, 0) + FILL(tools, 0)'],
  ])('%s compares one value, of metrics that come with it', (name, expression) => {
    const [value, ...metrics] = alarms('dev')[name]?.['metric_query'] as Body[];
    expect(value).toMatchObject({ expression, return_data: true });
    expect(metrics.map((query) => query['return_data'])).toEqual(metrics.map(() => false));
  });
});

test('another service of the catalogue has its alarms, and leaves those of the others where and as they are', () => {
  const bodies = (of: Estate): [string, string][] =>
    of.ofType(METRIC_ALARM).map(({ address, body }) => [address, JSON.stringify(body)]);
  const before = bodies(estate);
  const after = new Map(bodies(withBilling));
  expect(before.filter(([address, body]) => after.get(address) !== body)).toEqual([]);
  const added = Object.keys(alarms('dev', withBilling)).filter((name) => !(name in alarms('dev')));
  expect(added.sort()).toEqual(
    ['errors', 'latency', 'saturation', 'tasks', 'unhealthy-hosts'].map((part) => `billing-service-${part}`),
  );
});

test('the runbook has a section for each kind of alarm, and each kind is used', () => {
  const anchors = anchorsIn(readFileSync(join(PROJECT_ROOT, 'docs/runbooks/alarms.md'), 'utf8'));
  expect([...anchors]).toEqual(expect.arrayContaining([...alarmKinds]));
  const linked = Object.values(alarms('dev')).map(({ alarm_description }) =>
    String(alarm_description).split('#').at(-1),
  );
  expect([...new Set(linked)].sort()).toEqual([...alarmKinds].sort());
});

test('an alarm whose id had one part more is moved, not made anew under the name that then goes', () => {
  expect(estate.stacks['dev-observability']).toMatchObject({
    moved: expect.arrayContaining([
      {
        from: 'aws_cloudwatch_metric_alarm.alarms_firewall_load-balancer-blocks_alarm',
        to: 'aws_cloudwatch_metric_alarm.alarms_firewall-load-balancer-blocks_alarm',
      },
    ]) as unknown,
  });
});
