import { byKey, Keyed } from '../../../lib/keyed';
import { Metric } from '../metrics/metric';
import { GenaiMetrics, ServiceMetrics, SystemMetrics } from '../metrics/system';
import { alarmStatus } from './alarm-status';
import { Graph, graph, Threshold, thresholdsByMetric } from './graph';
import { COLUMNS, Widget } from './grid';
import { NAME_PREFIX } from '../../../lib/name-prefix';

/** Markdown over the whole width. A heading takes one unit of the grid, a line below it another. */
const text = (markdown: string, height: number): Widget => ({
  type: 'text',
  width: COLUMNS,
  height,
  properties: { markdown },
});

export interface SystemDashboard {
  readonly environment: string;
  readonly region: string;
  readonly metrics: SystemMetrics;
  /** Address of the runbook that the dashboard links to. */
  readonly runbookUrl: string;
  /** ARNs of the alarms, in the order in which the dashboard shows them. */
  readonly alarmArns: readonly string[];
  readonly thresholds: readonly Threshold[];
}

/**
 * Widgets of the system dashboard, row by row, from the outside in: alarms, what callers notice, each service, the
 * database, the assistant, the way out.
 */
export function systemRows(dashboard: SystemDashboard): Widget[][] {
  const { environment, region, metrics, runbookUrl, alarmArns, thresholds } = dashboard;
  const marks = thresholdsByMetric(thresholds);
  const row = (graphs: readonly Graph[]): Widget[] => graphs.map((each) => graph(each, region, marks));
  const heading = (title: string, queries: string): Widget[] => [
    text(`## ${title}\nSaved queries: \`${NAME_PREFIX}/${environment}/${queries}\``, 2),
  ];
  return [
    [text(`# PetClinic ${environment}\n[What to do](${runbookUrl})`, 2)],
    ...alarmStatus(alarmArns),
    heading('What callers notice', 'api'),
    row(edge(metrics)),
    heading('Services', 'services'),
    ...byKey(metrics.services).map(([name, service]) => row(serviceGraphs(name, service))),
    heading('Database', 'database'),
    row(database(metrics)),
    row(databaseLoad(metrics)),
    ...(metrics.genai === undefined
      ? []
      : [heading('Assistant', 'genai'), row(assistant(metrics.genai)), row(assistantLoad(metrics.genai))]),
    heading('Way out', 'network'),
    row(wayOut(metrics)),
  ];
}

/** A graph of metrics, by the labels of their lines. */
const chart = (title: string, unit: string, metrics: Keyed<Metric>): Graph => ({
  title,
  unit,
  lines: Object.entries(metrics).map(([label, metric]) => ({ label, metric })),
});

/** The metric of that name of each entry, by the entry's key and the suffix. */
const each = <K extends string>(entries: Keyed<Readonly<Record<K, Metric>>>, name: K, suffix = '') =>
  Object.fromEntries(byKey(entries).map(([key, metrics]) => [`${key}${suffix}`, metrics[name]]));

const edge = ({ gateway, loadBalancer, firewalls }: SystemMetrics): Graph[] => [
  chart('Requests', 'a minute', { gateway: gateway.requests, 'load balancer': loadBalancer.requests }),
  chart('Errors', 'a minute', {
    'gateway 5xx': gateway.serverErrors,
    'gateway 4xx': gateway.clientErrors,
    'load balancer 5xx': loadBalancer.serverErrors,
    'load balancer 4xx': loadBalancer.clientErrors,
  }),
  chart('Latency, p90', 'ms', { gateway: gateway.latency, 'behind it': gateway.integrationLatency }),
  chart('Blocked by the firewalls', 'a minute', each(firewalls, 'blocked')),
];

const serviceGraphs = (name: string, { target, tasks, errorLines }: ServiceMetrics): Graph[] => [
  chart(`${name}: requests and errors`, 'a minute', {
    requests: target.requests,
    '5xx': target.serverErrors,
    'error lines': errorLines,
  }),
  chart(`${name}: latency, p90`, 's', { response: target.responseTime }),
  chart(`${name}: CPU and memory`, '% of what is reserved', { CPU: tasks.cpu, memory: tasks.memory }),
  chart(`${name}: tasks`, 'tasks', {
    wanted: tasks.desiredTasks,
    running: tasks.runningTasks,
    healthy: target.healthyHosts,
    unhealthy: target.unhealthyHosts,
  }),
];

const database = ({ databaseInstances: instances }: SystemMetrics): Graph[] => [
  {
    ...chart('CPU and capacity in use', '%', {
      ...each(instances, 'cpu', ' CPU'),
      ...each(instances, 'acuUtilization', ' capacity'),
    }),
    highest: 100,
  },
  chart('Capacity', 'ACU', each(instances, 'capacity')),
  chart('Connections', 'connections', each(instances, 'connections')),
  chart('Freeable memory', 'bytes', each(instances, 'freeableMemory')),
];

const databaseLoad = ({
  databaseInstances: instances,
  slowQueries,
  functions: { migration },
}: SystemMetrics): Graph[] => [
  ...(Object.keys(instances).length > 1
    ? [chart('Lag behind the writer', 'ms', each(instances, 'replicaLag'))]
    : []),
  chart('Slow statements', 'a minute', { statements: slowQueries }),
  chart('Migrations', 'a minute', { runs: migration.invocations, errors: migration.errors }),
];

const assistant = ({ calls, toolFailures, errorLines }: GenaiMetrics): Graph[] => [
  chart('Questions', 'a minute', { invocations: calls.invocations }),
  chart('Failures', 'a minute', {
    'could not answer': errorLines,
    'tools that failed': toolFailures,
    'ended by Lambda': calls.errors,
    throttled: calls.throttles,
  }),
  chart('Duration, p90', 'ms', { duration: calls.duration }),
];

const assistantLoad = ({ calls, models }: GenaiMetrics): Graph[] => [
  chart('At once', 'requests', { running: calls.concurrency }),
  chart('Tokens', 'a minute', {
    read: models.chat.inputTokens,
    written: models.chat.outputTokens,
    embedded: models.embedding.inputTokens,
  }),
];

const wayOut = ({ natGateways }: SystemMetrics): Graph[] => [
  chart('Connections through NAT', 'connections', each(natGateways, 'connections')),
  chart('No port left at NAT', 'a minute', each(natGateways, 'portAllocationErrors')),
];
