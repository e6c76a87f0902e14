import {
  ASSISTANT_FAILURES,
  BLOCKED_REQUESTS,
  ERRORS_BY_ROUTE,
  REJECTED_CONNECTIONS,
  SERVICE_ERRORS,
  SLOW_STATEMENTS,
  SLOWEST_REQUESTS,
} from '../../../src/constructs/observability/log-queries';
import { estateOf } from '../../support/estate';
import { readQuery } from '../../support/insights-query';
import {
  collectorLines,
  FIREWALL_LINE,
  FLOW_LOG_FIELDS,
  genaiLines,
  slowLogEvents,
  springLines,
} from '../../support/log-lines';
import { synthesize } from '../../support/synthesis';

/** Fields that a query's expressions take out of an event, all together; undefined where one does not fit. */
function taken(query: string, event: string): Record<string, string | undefined> | undefined {
  const matches = readQuery(query).expressions.map((expression) => expression.exec(event));
  return matches.includes(null)
    ? undefined
    : (Object.assign({}, ...matches.map((match) => match?.groups)) as Record<string, string | undefined>);
}

/** Names of the values of JSON, such as `httpRequest.uri`. */
const pathsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => [
        key,
        ...pathsIn(inner).map((path) => `${key}.${path}`),
      ])
    : [];

describe('the fields of a query are in the log', () => {
  const stage =
    estateOf(synthesize()).stacks['dev-edge']?.resource?.['aws_api_gateway_stage']?.['stage_stage'];
  const { format } = stage?.['access_log_settings'] as { format: string };
  const accessLog = Object.keys(JSON.parse(format) as object);
  const functionLog = Object.values(genaiLines)
    .flat()
    .flatMap((line) => Object.keys(line));

  test.each([
    ['of requests', SLOWEST_REQUESTS, accessLog],
    ['of requests, for errors', ERRORS_BY_ROUTE, accessLog],
    ['of a firewall', BLOCKED_REQUESTS, pathsIn(JSON.parse(FIREWALL_LINE))],
    ['of the function', ASSISTANT_FAILURES, functionLog],
    ['of connections', REJECTED_CONNECTIONS, FLOW_LOG_FIELDS],
  ])('%s', (_, query, known) => {
    const { fields } = readQuery(query);
    expect(fields.length).toBeGreaterThan(2);
    expect(known).toEqual(expect.arrayContaining([...fields]));
  });

  test.each([
    ['of a service', SERVICE_ERRORS],
    ['of slow statements', SLOW_STATEMENTS],
  ])('%s, or it takes them out of the line itself', (_, query) => {
    expect(readQuery(query).fields).toEqual([]);
  });
});

describe('a query takes a line apart', () => {
  const wrong = { logger: undefined };

  test.each([
    [
      'error',
      {
        trace: '803b448a0489f84084905d3093480352',
        logger: 'o.a.c.c.C.[.[.[.[dispatcherServlet]',
        text: 'Servlet.service() for servlet [dispatcherServlet] threw exception [Request processing failed] with root cause "none',
      },
    ],
    [
      'errorOutsideOfAnyTrace',
      { trace: '', logger: 'o.s.boot.SpringApplication', text: 'Application run failed' },
    ],
    [
      'errorWithoutTracing',
      {
        trace: undefined,
        logger: 'o.s.b.w.embedded.tomcat.TomcatStarter',
        text: 'Error starting Tomcat context: [unbalanced',
      },
    ],
  ] as const)('of a service: %s', (key, parts) => {
    expect(taken(SERVICE_ERRORS, springLines[key]) ?? wrong).toEqual(parts);
  });

  test('of a service, and leaves all others out', () => {
    const { warning, information, exception, stackTrace, banner } = springLines;
    const others = [warning, information, exception, stackTrace, banner, ...Object.values(collectorLines)];
    expect(others.filter((line) => taken(SERVICE_ERRORS, line) !== undefined)).toEqual([]);
  });

  test.each([
    ['mysql', 'customers', "SELECT * FROM owners WHERE last_name LIKE '%a%'"],
    ['mariadb', 'genai', 'SELECT SLEEP(2.5)'],
  ] as const)('of a slow statement, as %s writes it', (key, user, statement) => {
    expect(taken(SLOW_STATEMENTS, slowLogEvents[key])).toEqual({
      user,
      seconds: '2.500258',
      lock_seconds: '0.000002',
      rows_sent: '1',
      rows_examined: '120',
      statement,
    });
    expect(taken(SLOW_STATEMENTS, slowLogEvents.start)).toBeUndefined();
  });

  test('of a firewall: the rule in the group that fitted', () => {
    expect(taken(BLOCKED_REQUESTS, FIREWALL_LINE)).toEqual({ rule_in_group: 'SQLi_QUERYARGUMENTS' });
  });
});
