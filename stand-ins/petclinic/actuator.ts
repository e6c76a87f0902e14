import { Answer, ok, Request, Route } from './http';
import { Refusal } from './values';

export interface ActuatorProps {
  /** Name of the service, such as `vets-service`. */
  readonly service: string;
  /** Path of the actuator below the host, such as `/api/vets/actuator`. */
  readonly path: string;
  /** The same below the context path. */
  readonly base: string;
  readonly exposed: readonly string[];
  readonly probes: boolean;
  /** True when the service has a registry that Prometheus reads. */
  readonly prometheus: boolean;
  /** Rejects when what the service needs is down. */
  readonly isUp: () => Promise<unknown>;
}

/** Media types of the actuator, newest first. */
const TYPES = [
  'application/vnd.spring-boot.actuator.v3+json',
  'application/vnd.spring-boot.actuator.v2+json',
  'application/json',
];
const PROMETHEUS = 'text/plain;version=0.0.4;charset=utf-8';

/** Gauges in bytes and seconds, by the names that Micrometer gives them. */
const gauges: Readonly<Record<string, () => { value: number; baseUnit: string; description: string }>> = {
  'jvm.memory.used': () => ({
    value: process.memoryUsage().heapUsed,
    baseUnit: 'bytes',
    description: 'The amount of used memory',
  }),
  'process.cpu.time': () => ({
    value: (process.cpuUsage().user + process.cpuUsage().system) * 1000,
    baseUnit: 'ns',
    description: 'The CPU time used by the process',
  }),
  'process.uptime': () => ({
    value: process.uptime(),
    baseUnit: 'seconds',
    description: 'The uptime of the process',
  }),
};

const answer = (request: Request, value: unknown, status = 200): Answer => ok(request, value, status, TYPES);

function info({ service }: ActuatorProps): object {
  const build = {
    version: 'stand-in',
    artifact: `spring-petclinic-${service}`,
    name: `spring-petclinic-${service}`,
  };
  const group = service.replace(/-service$|-server$/, '').replace('customers', 'client');
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  return {
    git: { branch: 'stand-in', commit: { id: 'stand-in', time: startedAt } },
    build: {
      encoding: { reporting: 'UTF-8', source: 'UTF-8' },
      java: { version: 'none' },
      ...build,
      time: startedAt,
      group: `org.springframework.samples.petclinic.${group}`,
    },
  };
}

function prometheusText(): string {
  return Object.entries(gauges)
    .map(([name, gauge]) => {
      const { value, baseUnit, description } = gauge();
      const metric = `${name.replaceAll('.', '_')}_${baseUnit}`;
      return `# HELP ${metric} ${description}\n# TYPE ${metric} gauge\n${metric} ${value}\n`;
    })
    .join('');
}

/**
 * Health, info, metrics and their index, as far as they are exposed.
 *
 * @see https://docs.spring.io/spring-boot/3.4/reference/actuator/endpoints.html
 */
export function actuator(props: ActuatorProps): Route[] {
  const { base, path, exposed, probes, isUp } = props;
  const get = (id: string, pattern: string, handle: Route['handle']): Route[] =>
    exposed.includes(id) ? [{ method: 'GET', pattern: `${base}${pattern}`, handle }] : [];
  const groups = probes ? ['liveness', 'readiness'] : [];

  const links = ({ origin }: Request): object => {
    const link = (suffix: string, templated = false): object => ({
      href: `${origin}${path}${suffix}`,
      templated,
    });
    return {
      _links: {
        self: link(''),
        ...(props.prometheus && exposed.includes('prometheus') ? { prometheus: link('/prometheus') } : {}),
        ...(exposed.includes('health')
          ? { health: link('/health'), 'health-path': link('/health/{*path}', true) }
          : {}),
        ...(exposed.includes('info') ? { info: link('/info') } : {}),
        ...(exposed.includes('metrics')
          ? {
              'metrics-requiredMetricName': link('/metrics/{requiredMetricName}', true),
              metrics: link('/metrics'),
            }
          : {}),
      },
    };
  };

  return [
    { method: 'GET', pattern: base, handle: (request) => answer(request, links(request)) },
    ...get('health', '/health', async (request) => {
      const up = await isUp().then(
        () => true,
        () => false,
      );
      const status = { status: up ? 'UP' : 'DOWN', ...(probes ? { groups } : {}) };
      return answer(request, status, up ? 200 : 503);
    }),
    ...get('health', '/health/{group}', (request) => {
      if (!groups.includes(request.variables['group'] ?? '')) throw new Refusal(404);
      return answer(request, { status: 'UP' });
    }),
    ...get('info', '/info', (request) => answer(request, info(props))),
    ...get('metrics', '/metrics', (request) => answer(request, { names: Object.keys(gauges).sort() })),
    ...get('metrics', '/metrics/{name}', (request) => {
      const name = request.variables['name'] ?? '';
      const gauge = gauges[name];
      if (gauge === undefined) throw new Refusal(404);
      const { value, baseUnit, description } = gauge();
      const measurements = [{ statistic: 'VALUE', value }];
      return answer(request, { name, description, baseUnit, measurements, availableTags: [] });
    }),
    ...(props.prometheus
      ? get('prometheus', '/prometheus', () => ({
          status: 200,
          headers: { 'Content-Type': PROMETHEUS },
          body: prometheusText(),
        }))
      : []),
  ];
}
