/**
 * Filter patterns of CloudWatch Logs, by the lines that they count. Each finds a line once, and none of another kind.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */

/**
 * A line that Spring Boot's logger wrote at the level ERROR: time, level, process, three hyphens, and the rest. Stack traces
 * below it are lines of their own, and the collector, which writes to the same group, spells its levels in lower case.
 *
 * @see https://docs.spring.io/spring-boot/reference/features/logging.html#features.logging.log-format
 */
export const SPRING_ERROR = '[time="20*", level="ERROR", process, hyphens="---", ...]';

/** A line of the GenAI function for a tool that could not do what it was called for: `lambdas/genai/genai/failures.py`. */
export const TOOL_FAILED = '{ $.message = "tool failed" }';

/** A line of the GenAI function at the level ERROR, in Lambda's JSON. @see https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html */
export const FUNCTION_ERROR = '{ $.level = "ERROR" }';

/**
 * Text that MySQL's slow log contains once for each statement, whether its lines arrive as one event or as one event
 * each.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/slow-query-log.html
 */
export const SLOW_STATEMENT = '"# Query_time:"';
