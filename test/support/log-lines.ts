import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './synthesis';

/**
 * Lines in the form of Spring Boot 3.4's console: time, level in five characters, process, application, thread in fifteen, the
 * trace and span where there is one, logger, message.
 *
 * @see https://docs.spring.io/spring-boot/3.4/reference/features/logging.html#features.logging.log-format
 * @see https://docs.spring.io/spring-boot/3.4/reference/actuator/tracing.html#actuator.micrometer-tracing.logging
 */
export const springLines = {
  error:
    '2026-11-22T10:00:00.123Z ERROR 7 --- [customers-service] [nio-8080-exec-1] [803b448a0489f84084905d3093480352-3425f23bb2432450] o.a.c.c.C.[.[.[.[dispatcherServlet]      : Servlet.service() for servlet [dispatcherServlet] threw exception [Request processing failed] with root cause "none',
  errorOutsideOfAnyTrace:
    '2026-11-22T10:00:00.123Z ERROR 7 --- [customers-service] [           main] [                                                 ] o.s.boot.SpringApplication               : Application run failed',
  errorWithoutTracing:
    '2026-11-22T10:00:00.123+01:00 ERROR 1 --- [admin-server] [     parallel-1] o.s.b.w.embedded.tomcat.TomcatStarter    : Error starting Tomcat context: [unbalanced',
  warning:
    '2026-11-22T10:00:00.123Z  WARN 7 --- [customers-service] [nio-8080-exec-1] [803b448a0489f84084905d3093480352-3425f23bb2432450] o.h.engine.jdbc.spi.SqlExceptionHelper   : SQL Error: 0, SQLState: 08S01',
  information:
    '2026-11-22T10:00:00.123Z  INFO 7 --- [customers-service] [nio-8080-exec-1] [803b448a0489f84084905d3093480352-3425f23bb2432450] o.s.s.petclinic.owners.OwnerResource     : level ERROR --- of the customer',
  exception: 'java.sql.SQLException: ERROR 1045 --- Access denied for user',
  stackTrace: '\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:903)',
  banner: ' :: Spring Boot ::                (v3.4.1)',
} as const;

/** Lines of the collector, in the same log groups: levels are in lower case. @see https://opentelemetry.io/docs/collector/internal-telemetry/ */
export const collectorLines = {
  error:
    '2026-11-22T10:00:00.123Z\terror\tinternal/queue_sender.go:84\tExporting failed. Dropping data.\t{"kind": "exporter", "data_type": "traces", "name": "awsxray", "error": "ERROR"}',
  information: '2026/11/22 10:00:00 ADOT Collector version: v0.43.3',
} as const;

/**
 * Events of the slow log. MySQL writes them as the first; MariaDB puts more lines between.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/slow-query-log.html
 * @see https://mariadb.com/kb/en/slow-query-log-overview/
 */
export const slowLogEvents = {
  mysql: [
    '# Time: 2026-11-22T10:00:00.123456Z',
    '# User@Host: customers[customers] @  [10.0.3.17]  Id:    42',
    '# Query_time: 2.500258  Lock_time: 0.000002 Rows_sent: 1  Rows_examined: 120',
    'SET timestamp=1795341600;',
    "SELECT * FROM owners WHERE last_name LIKE '%a%';",
  ].join('\n'),
  mariadb: [
    '# Time: 261122 10:00:00',
    '# User@Host: genai[genai] @ localhost [127.0.0.1]',
    '# Thread_id: 5  Schema: petclinic  QC_hit: No',
    '# Query_time: 2.500258  Lock_time: 0.000002  Rows_sent: 1  Rows_examined: 120',
    '# Rows_affected: 0  Bytes_sent: 64',
    'SET timestamp=1795341600;',
    'SELECT SLEEP(2.5);',
  ].join('\n'),
  start: [
    '/rdsdbbin/oscar/bin/mysqld, Version: 8.0.39 (Source distribution). started with:',
    'Tcp port: 3306  Unix socket: /tmp/mysql.sock',
    'Time                 Id Command    Argument',
  ].join('\n'),
} as const;

/** Lines of the GenAI function, by what happened: its own tests hold the file against the function. */
export const genaiLines = JSON.parse(
  readFileSync(join(PROJECT_ROOT, 'lambdas/genai/tests/log_lines.json'), 'utf8'),
) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** A line of Lambda's own in the same group. @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
export const LAMBDA_REPORT =
  '{"time":"2026-11-22T10:00:00.123Z","type":"platform.report","record":{"requestId":"c6af9ac6","status":"error","metrics":{"durationMs":27000}}}';

/** A line of a firewall's log, shortened. @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-examples.html */
export const FIREWALL_LINE = JSON.stringify({
  timestamp: 1795341600000,
  formatVersion: 1,
  webaclId: 'arn:aws:wafv2:us-west-2:123456789012:regional/webacl/petclinic-dev-api/1234',
  terminatingRuleId: 'sql-injection',
  terminatingRuleType: 'MANAGED_RULE_GROUP',
  action: 'BLOCK',
  terminatingRuleMatchDetails: [{ conditionType: 'SQL_INJECTION', location: 'QUERY_STRING' }],
  httpSourceName: 'APIGW',
  httpSourceId: '123456789012:a1b2c3d4e5:v1',
  ruleGroupList: [
    {
      ruleGroupId: 'AWS#AWSManagedRulesSQLiRuleSet',
      terminatingRule: { ruleId: 'SQLi_QUERYARGUMENTS', action: 'BLOCK', ruleMatchDetails: null },
      nonTerminatingMatchingRules: [],
      excludedRules: null,
    },
  ],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  httpRequest: {
    clientIp: '203.0.113.7',
    country: 'US',
    headers: [{ name: 'host', value: 'example.com' }],
    uri: '/v1/api/vets',
    args: 'q=1%27',
    httpVersion: 'HTTP/1.1',
    httpMethod: 'GET',
    requestId: 'abc',
  },
});

/** Fields that Logs Insights finds in flow logs of the default format. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
export const FLOW_LOG_FIELDS = [
  'accountId',
  'endTime',
  'interfaceId',
  'logStatus',
  'startTime',
  'version',
  'action',
  'bytes',
  'dstAddr',
  'dstPort',
  'packets',
  'protocol',
  'srcAddr',
  'srcPort',
];
