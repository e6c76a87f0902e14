import {
  FUNCTION_ERROR,
  SLOW_STATEMENT,
  SPRING_ERROR,
  TOOL_FAILED,
} from '../../../src/constructs/observability/log-patterns';
import { finds } from '../../support/filter-pattern';
import {
  collectorLines,
  genaiLines,
  LAMBDA_REPORT,
  slowLogEvents,
  springLines,
} from '../../support/log-lines';

/** The keys of the lines that a pattern finds. */
const found = (pattern: string, lines: Readonly<Record<string, string>>): string[] =>
  Object.entries(lines).flatMap(([key, line]) => (finds(pattern, line) ? [key] : []));

/** Messages and tools of the function's lines that a pattern finds, over all that can happen. */
const foundInFunction = (pattern: string): string[] =>
  Object.entries(genaiLines).flatMap(([event, lines]) =>
    lines.flatMap((line) =>
      finds(pattern, JSON.stringify(line)) ? [`${event}: ${String(line['message'])}`] : [],
    ),
  );

test('errors of a service are its ERROR lines: no other level, no line of a stack trace, none of the collector', () => {
  expect(found(SPRING_ERROR, springLines)).toEqual([
    'error',
    'errorOutsideOfAnyTrace',
    'errorWithoutTracing',
  ]);
  expect(found(SPRING_ERROR, collectorLines)).toEqual([]);
});

test('a failed tool is one line, and a refused one is none', () => {
  expect(foundInFunction(TOOL_FAILED)).toEqual(['tool failed: tool failed']);
  expect(finds(TOOL_FAILED, LAMBDA_REPORT)).toBe(false);
});

test('each request that the function could not answer is one line, also for what it did wrong itself', () => {
  expect(foundInFunction(FUNCTION_ERROR)).toEqual([
    'tool failed: chat unavailable',
    'model failed: chat unavailable',
    'fault: chat failed',
  ]);
  expect(finds(FUNCTION_ERROR, LAMBDA_REPORT)).toBe(false);
});

test('a slow statement is found once, as one event or line by line', () => {
  expect(found(SLOW_STATEMENT, slowLogEvents)).toEqual(['mysql', 'mariadb']);
  for (const event of [slowLogEvents.mysql, slowLogEvents.mariadb]) {
    expect(event.split('\n').filter((line) => finds(SLOW_STATEMENT, line))).toHaveLength(1);
  }
});
