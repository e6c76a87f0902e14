import { dashboardBody } from '../../../../src/constructs/observability/dashboard/body';
import { systemRows } from '../../../../src/constructs/observability/dashboard/system-rows';
import {
  databaseClusterMetrics,
  databaseInstanceMetrics,
} from '../../../../src/constructs/observability/metrics/aurora';
import { serviceMetrics } from '../../../../src/constructs/observability/metrics/ecs';
import { firewallMetrics } from '../../../../src/constructs/observability/metrics/firewall';
import { gatewayMetrics } from '../../../../src/constructs/observability/metrics/gateway';
import { modelMetrics } from '../../../../src/constructs/observability/metrics/bedrock';
import { functionMetrics } from '../../../../src/constructs/observability/metrics/lambda';
import {
  loadBalancerMetrics,
  targetGroupMetrics,
} from '../../../../src/constructs/observability/metrics/load-balancer';
import { logLineMetrics } from '../../../../src/constructs/observability/metrics/log-lines';
import { natGatewayMetrics } from '../../../../src/constructs/observability/metrics/nat-gateway';
import { SystemMetrics } from '../../../../src/constructs/observability/metrics/system';

const { errorLines, ...lines } = logLineMetrics('dev');

const metricsWith = (services: readonly string[]): SystemMetrics => ({
  gateway: gatewayMetrics({ apiName: 'clinic', stage: 'v1' }),
  firewalls: {
    api: firewallMetrics({ webAcl: 'api', region: 'eu-west-1' }),
    'load-balancer': firewallMetrics({ webAcl: 'load-balancer', region: 'eu-west-1' }),
  },
  loadBalancer: loadBalancerMetrics('app/clinic/1'),
  services: Object.fromEntries(
    services.map((service) => [
      service,
      {
        tasks: serviceMetrics({ cluster: 'clinic', service }),
        target: targetGroupMetrics('app/clinic/1', `targetgroup/${service}/1`),
        errorLines: errorLines(service),
      },
    ]),
  ),
  databaseCluster: databaseClusterMetrics('clinic'),
  databaseInstances: { a: databaseInstanceMetrics('a'), b: databaseInstanceMetrics('b') },
  functions: {
    migration: functionMetrics('db-migrate'),
    probe: functionMetrics('probe'),
  },
  genai: {
    ...lines.genai,
    calls: functionMetrics('genai'),
    models: { chat: modelMetrics('chat'), embedding: modelMetrics('embedding') },
  },
  slowQueries: lines.slowQueries,
  natGateways: { a: natGatewayMetrics('nat-1') },
});

const rows = (services: readonly string[], alarms = 0) =>
  systemRows({
    environment: 'dev',
    region: 'eu-west-1',
    metrics: metricsWith(services),
    runbookUrl: 'https://example.com',
    alarmArns: Array.from(
      { length: alarms },
      (_, i) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${i}`,
    ),
    thresholds: [],
  });

const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i}-service`);

test('each service has one row, of four graphs that fill it', () => {
  for (const service of ['vets-service', 'visits-service']) {
    const own = rows(['visits-service', 'vets-service']).filter((row) =>
      row.some(
        ({ properties }) => 'title' in properties && String(properties.title).startsWith(`${service}:`),
      ),
    );
    expect(own.map((row) => row.map(({ width, height }) => [width, height]))).toEqual([
      [
        [6, 6],
        [6, 6],
        [6, 6],
        [6, 6],
      ],
    ]);
  }
});

test('every metric that the system tells is drawn, or left out on purpose', () => {
  const drawn = new Set(
    rows(['vets-service'])
      .flat()
      .flatMap(({ properties }) => ('metrics' in properties ? (properties.metrics as unknown[][]) : []))
      .map(([namespace, name]) => `${String(namespace)} ${String(name)}`),
  );
  const told = JSON.stringify(metricsWith(['vets-service'])).matchAll(
    /"namespace":"([^"]+)","name":"([^"]+)"/g,
  );
  const missing = [...told]
    .map(([, namespace, name]) => `${namespace ?? ''} ${name ?? ''}`)
    .filter((key) => !drawn.has(key));
  // What passed is in the requests of the gateway.
  expect([...new Set(missing)]).toEqual(['AWS/WAFV2 AllowedRequests']);
});

test('fifty services with all their alarms make a body that CloudWatch takes, in less than half a megabyte', () => {
  const body = dashboardBody(rows(named(50), 550));
  expect(body.length).toBeLessThan(500_000);
  expect(JSON.parse(body)).toHaveProperty('widgets.length');
});

test('more services than a dashboard holds are refused', () => {
  expect(() => dashboardBody(rows(named(130)))).toThrow('widgets; allowed: at most 500');
});
