import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../src/config/load';
import { alarmKinds } from '../../src/lib/alarm-kinds';
import { anchorsIn } from '../policies/support/anchors';
import { COMPOSITE_ALARM, METRIC_ALARM, namesIn } from '../policies/support/alarms';
import { rule as alarmCanFire } from '../policies/rules/observability/alarm-can-fire';
import { Body, Estate, estateOf } from '../support/estate';
import { billing, withService } from '../support/services';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());
const withBilling = estateOf(synthesize({ environments: withService(billing) }));

/** The alarms of an environment by their names without `petclinic-<env>-`. */
const alarms = (environment: string, of: Estate = estate): Record<string, Body> =>
  Object.fromEntries(
    of
      .ofType(METRIC_ALARM, COMPOSITE_ALARM)
      .filter(({ stack }) => stack === `${environment}-observability`)
      .map(({ body }) => [String(body['alarm_name']).replace(`petclinic-${environment}-`, ''), body]),
  );

const rule = (name: string, environment = 'dev', of: Estate = estate): string[] =>
  namesIn(alarms(environment, of)[name]?.['alarm_rule']).map((child) =>
    child.replace(`petclinic-${environment}-`, ''),
  );

const OWN = ['errors', 'latency', 'unhealthy-hosts', 'tasks', 'cpu', 'memory', 'error-lines'];
const ENTRANCE = ['gateway-errors', 'gateway-latency', 'load-balancer-errors'];
const LIMITS = ['a', 'b'].flatMap((key) =>
  ['cpu', 'connections', 'memory'].map((part) => `database-${key}-${part}`),
);

describe('a path is made of what its users notice', () => {
  test.each([
    ['path-vets-service', [...OWN.map((part) => `vets-service-${part}`), ...ENTRANCE, ...LIMITS]],
    // It has no database.
    ['path-admin-server', [...OWN.map((part) => `admin-server-${part}`), ...ENTRANCE]],
    // The gateway calls the function without the load balancer.
    [
      'path-genai',
      [
        ...['error-lines', 'tool-failures', 'errors', 'throttles', 'duration'].map((part) => `genai-${part}`),
        'gateway-errors',
        'gateway-latency',
        ...LIMITS,
      ],
    ],
  ])('%s', (path, children) => {
    expect(rule(path).sort()).toEqual([...children].sort());
  });
});

test('one mail for one cause: these tell the topic, the others through them', () => {
  const telling = Object.entries(alarms('dev'))
    .filter(([, { alarm_actions }]) => alarm_actions !== undefined)
    .map(([name]) => name)
    .sort();
  expect(telling).toEqual(
    [
      'entrance',
      'database',
      'database-strain',
      ...['admin-server', 'customers-service', 'genai', 'vets-service', 'visits-service'].map(
        (name) => `path-${name}`,
      ),
      'firewall-api-blocks',
      'firewall-load-balancer-blocks',
      'migration-errors',
      'nat-gateway-a-ports',
      'nat-gateway-b-ports',
    ].sort(),
  );
});

test.each([
  ['path-vets-service', 'petclinic-dev-shared-parts'],
  ['path-genai', 'petclinic-dev-shared-parts'],
  ['path-admin-server', 'petclinic-dev-entrance'],
  ['database-strain', 'petclinic-dev-database'],
])('%s keeps silent while %s is in alarm', (name, suppressor) => {
  expect(alarms('dev')[name]?.['actions_suppressor']).toMatchObject({ alarm: suppressor });
});

describe('thresholds follow the environment', () => {
  test.each([
    // 90 of the 90 connections of 1 ACU in percent; 20 of the 1000 of 8 ACU.
    ['database-a-connections', 81, 200],
    // A twentieth of 2 GiB an ACU.
    ['database-a-memory', 107_374_182, 858_993_459],
    ['vets-service-tasks', 1, 2],
    ['admin-server-tasks', 1, 1],
    // Of 29 s, and of the 27 s of the function.
    ['gateway-latency', 21_750, 21_750],
    ['genai-duration', 22_950, 22_950],
  ])('%s', (name, dev, prod) => {
    expect([alarms('dev')[name]?.['threshold'], alarms('prod')[name]?.['threshold']]).toEqual([dev, prod]);
  });
});

test('a database of fixed capacity has no alarm on its capacity, and keeps every rule', () => {
  const environments = loadEnvironments().map((each) => ({
    ...each,
    database: { ...each.database, minAcu: each.database.maxAcu },
  }));
  const fixed = estateOf(synthesize({ environments }));
  expect(Object.keys(alarms('dev', fixed)).filter((name) => name.endsWith('-capacity'))).toEqual([]);
  expect(alarmCanFire.check(fixed)).toEqual([]);
});

describe('another service of the catalogue', () => {
  const names = (of: Estate): string[] => Object.keys(alarms('dev', of));

  test('has its alarms and its path', () => {
    const added = names(withBilling).filter((name) => !names(estate).includes(name));
    expect(added.sort()).toEqual(
      [...OWN.map((part) => `billing-service-${part}`), 'path-billing-service'].sort(),
    );
    expect(rule('path-billing-service', 'dev', withBilling)).toEqual(
      expect.arrayContaining(['billing-service-tasks', ...ENTRANCE, ...LIMITS]),
    );
  });

  test('leaves those of the others where and as they are', () => {
    const ofAlarms = (of: Estate): Map<string, string> =>
      new Map(
        of.ofType(METRIC_ALARM, COMPOSITE_ALARM).map(({ address, body }) => [address, JSON.stringify(body)]),
      );
    const after = ofAlarms(withBilling);
    for (const [address, body] of ofAlarms(estate))
      expect([address, after.get(address)]).toEqual([address, body]);
  });
});

test('the runbook has a section for each kind of alarm, and each kind is used', () => {
  const anchors = anchorsIn(readFileSync(join(PROJECT_ROOT, 'docs/runbooks/alarms.md'), 'utf8'));
  expect([...anchors]).toEqual(expect.arrayContaining([...alarmKinds]));
  const linked = Object.values(alarms('dev')).map(({ alarm_description }) =>
    String(alarm_description).split('#').at(-1),
  );
  expect([...new Set(linked)].sort()).toEqual([...alarmKinds].sort());
});

test('every section of the runbook below the second level is that of a kind', () => {
  const runbook = readFileSync(join(PROJECT_ROOT, 'docs/runbooks/alarms.md'), 'utf8');
  const sections = Array.from(runbook.matchAll(/^### (.+)$/gm), ([, heading]) => heading);
  expect(sections.sort()).toEqual([...alarmKinds].sort());
});
