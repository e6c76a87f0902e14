import { byKey, Keyed } from '../../../lib/keyed';
import { Metric } from '../metrics/metric';
import { GenaiMetrics, ServiceMetrics, SystemMetrics } from '../metrics/system';
import { alarmStatus } from './alarm-status';
import { Graph, graph, Line, Threshold, thresholdsByMetric } from './graph';
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

const line = (label: string, metric: Metric): Line => ({ label, metric });

/** A line for each entry, called by its key. */
const lines = <T>(entries: Keyed<T>, metricOf: (entry: T) => Metric, suffix = ''): Line[] =>
  byKey(entries).map(([key, entry]) => line(`${key}${suffix}`, metricOf(entry)));

const edge = ({ gateway, loadBalancer, firewalls }: SystemMetrics): Graph[] => [
  {
    title: 'Requests',
    unit: 'a minute',
    lines: [line('gateway', gateway.requests), line('load balancer', loadBalancer.requests)],
  },
  {
    title: 'Errors',
    unit: 'a minute',
    lines: [
      line('gateway 5xx', gateway.serverErrors),
      line('gateway 4xx', gateway.clientErrors),
      line('load balancer 5xx', loadBalancer.serverErrors),
      line('load balancer 4xx', loadBalancer.clientErrors),
    ],
  },
  {
    title: 'Latency, p90',
    unit: 'ms',
    lines: [line('gateway', gateway.latency), line('behind it', gateway.integrationLatency)],
  },
  {
    title: 'Blocked by the firewalls',
    unit: 'a minute',
    lines: lines(firewalls, ({ blocked }) => blocked),
  },
];

const serviceGraphs = (name: string, { target, tasks, errorLines }: ServiceMetrics): Graph[] => [
  {
    title: `${name}: requests and errors`,
    unit: 'a minute',
    lines: [
      line('requests', target.requests),
      line('5xx', target.serverErrors),
      line('error lines', errorLines),
    ],
  },
  { title: `${name}: latency, p90`, unit: 's', lines: [line('response', target.responseTime)] },
  {
    title: `${name}: CPU and memory`,
    unit: '% of what is reserved',
    lines: [line('CPU', tasks.cpu), line('memory', tasks.memory)],
  },
  {
    title: `${name}: tasks`,
    unit: 'tasks',
    lines: [
      line('wanted', tasks.desiredTasks),
      line('running', tasks.runningTasks),
      line('healthy', target.healthyHosts),
      line('unhealthy', target.unhealthyHosts),
    ],
  },
];

const database = ({ databaseInstances }: SystemMetrics): Graph[] => [
  {
    title: 'CPU and capacity in use',
    unit: '%',
    highest: 100,
    lines: [
      ...lines(databaseInstances, ({ cpu }) => cpu, ' CPU'),
      ...lines(databaseInstances, ({ acuUtilization }) => acuUtilization, ' capacity'),
    ],
  },
  { title: 'Capacity', unit: 'ACU', lines: lines(databaseInstances, ({ capacity }) => capacity) },
  {
    title: 'Connections',
    unit: 'connections',
    lines: lines(databaseInstances, ({ connections }) => connections),
  },
  {
    title: 'Freeable memory',
    unit: 'bytes',
    lines: lines(databaseInstances, ({ freeableMemory }) => freeableMemory),
  },
];

const databaseLoad = ({
  databaseInstances,
  slowQueries,
  functions: { migration },
}: SystemMetrics): Graph[] => [
  ...(Object.keys(databaseInstances).length > 1
    ? [
        {
          title: 'Lag behind the writer',
          unit: 'ms',
          lines: lines(databaseInstances, ({ replicaLag }) => replicaLag),
        },
      ]
    : []),
  { title: 'Slow statements', unit: 'a minute', lines: [line('statements', slowQueries)] },
  {
    title: 'Migrations',
    unit: 'a minute',
    lines: [line('runs', migration.invocations), line('errors', migration.errors)],
  },
];

const assistant = ({ calls, toolFailures, errorLines }: GenaiMetrics): Graph[] => [
  { title: 'Questions', unit: 'a minute', lines: [line('invocations', calls.invocations)] },
  {
    title: 'Failures',
    unit: 'a minute',
    lines: [
      line('could not answer', errorLines),
      line('tools that failed', toolFailures),
      line('ended by Lambda', calls.errors),
      line('throttled', calls.throttles),
    ],
  },
  { title: 'Duration, p90', unit: 'ms', lines: [line('duration', calls.duration)] },
];

const assistantLoad = ({ calls, models }: GenaiMetrics): Graph[] => [
  { title: 'At once', unit: 'requests', lines: [line('running', calls.concurrency)] },
  {
    title: 'Tokens',
    unit: 'a minute',
    lines: [
      line('read', models.chat.inputTokens),
      line('written', models.chat.outputTokens),
      line('embedded', models.embedding.inputTokens),
    ],
  },
];

const wayOut = ({ natGateways }: SystemMetrics): Graph[] => [
  {
    title: 'Connections through NAT',
    unit: 'connections',
    lines: lines(natGateways, ({ connections }) => connections),
  },
  {
    title: 'No port left at NAT',
    unit: 'a minute',
    lines: lines(natGateways, ({ portAllocationErrors }) => portAllocationErrors),
  },
];
