/**
 * Queries of Logs Insights, by the question that they answer. A line that begins with `#` is a comment, which the console shows
 * with the query.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */

const query = (...lines: readonly [comment: string, first: string, ...others: string[]]): string => {
  const [comment, first, ...others] = lines;
  return [`# ${comment}`, first, ...others.map((line) => `| ${line}`)].join('\n');
};

/** Query on the access log of the API, whose fields {@link ApiStage} defines. */
export const SLOWEST_REQUESTS = query(
  'Requests that took longest, with their traces',
  'filter ispresent(latencyMs)',
  'display @timestamp, latencyMs, integrationLatencyMs, status, method, path, traceId',
  'sort latencyMs desc',
  'limit 50',
);

/** Query on the access log of the API. */
export const ERRORS_BY_ROUTE = query(
  'Which routes answer with errors, and who says so: the gateway (errorType), the firewall (wafResult) or what is behind (integrationStatus)',
  'filter status >= 400',
  'stats count(*) as requests, max(latencyMs) as slowest_ms, max(@timestamp) as last_seen by method, resource, status, errorType, wafResult, integrationStatus',
  'sort requests desc',
  'limit 100',
);

/** Query on the firewalls' logs. @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html */
export const BLOCKED_REQUESTS = query(
  'What the firewalls blocked: the rule, the one in its group that fitted, and the caller',
  'filter action = "BLOCK"',
  String.raw`parse @message /"terminatingRule":\{"ruleId":"(?<rule_in_group>[^"]+)"/`,
  'stats count(*) as requests, max(@timestamp) as last_seen by terminatingRuleId, rule_in_group, httpRequest.clientIp, httpRequest.httpMethod, httpRequest.uri',
  'sort requests desc',
  'limit 100',
);

/** Query on the log of a service, in the format of Spring Boot's console pattern. */
export const SERVICE_ERRORS = query(
  'Error lines. A trace 0123456789abcdef0123456789abcdef is 1-01234567-89abcdef0123456789abcdef in X-Ray, if it was sampled',
  String.raw`filter @message like /^\S+ ERROR \d+ --- /`,
  String.raw`parse @message /--- \[[^\]]*\] \[[^\]]*\] (?:\[ *(?<trace>[0-9a-f]*)-?[0-9a-f]* *\] )?(?<logger>\S+) +: (?<text>.*)/`,
  'display @timestamp, logger, text, trace, @logStream',
  'sort @timestamp desc',
  'limit 100',
);

/** Query on the slow log of Aurora MySQL. @see https://dev.mysql.com/doc/refman/8.0/en/slow-query-log.html */
export const SLOW_STATEMENTS = query(
  'Statements that took longest. They hold values, which may be personal data',
  'filter @message like /# Query_time:/',
  String.raw`parse @message /# User@Host: (?<user>[^\[\s]+)/`,
  String.raw`parse @message /# Query_time: (?<seconds>[0-9.]+)\s+Lock_time: (?<lock_seconds>[0-9.]+)\s+Rows_sent: (?<rows_sent>\d+)\s+Rows_examined: (?<rows_examined>\d+)/`,
  String.raw`parse @message /SET timestamp=\d+;\s+(?<statement>[^;]+)/`,
  'display @timestamp, seconds, lock_seconds, rows_examined, rows_sent, user, statement',
  'sort seconds desc',
  'limit 50',
);

/** Query on the log of the GenAI function: `lambdas/genai/genai/failures.py` writes its lines. */
export const ASSISTANT_FAILURES = query(
  'Why questions were not answered and tools failed',
  'filter level = "ERROR" or message = "tool failed"',
  'stats count(*) as times, max(@timestamp) as last_seen by message, tool, part, reason, cause_code, error',
  'sort times desc',
);

/**
 * Query on the flow logs of the VPC, in their default format.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const REJECTED_CONNECTIONS = query(
  'Connections that security groups or network ACLs refused',
  'filter action = "REJECT"',
  'stats sum(packets) as packets_in_all, count(*) as flows, max(@timestamp) as last_seen by srcAddr, dstAddr, dstPort, protocol, interfaceId',
  'sort packets_in_all desc',
  'limit 100',
);
