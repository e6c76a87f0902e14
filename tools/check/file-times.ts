import { relative } from 'node:path';
import { projectRoot } from '../support/project';

/** Time that one test file took, in seconds. */
export interface FileTime {
  /** Path below the project. */
  readonly path: string;
  readonly seconds: number;
}

/**
 * Times in a report of a test runner, by file.
 *
 * @param text `--json` of jest, `--junitxml` of pytest; empty when it wrote none
 */
export function timesIn(runner: 'jest' | 'pytest', text: string): FileTime[] {
  if (text === '') return [];
  return runner === 'jest' ? ofJest(text) : ofPytest(text);
}

function ofJest(text: string): FileTime[] {
  const { testResults } = JSON.parse(text) as {
    testResults: readonly { name: string; startTime: number; endTime: number }[];
  };
  return testResults.map(({ name, startTime, endTime }) => ({
    path: relative(projectRoot, name),
    seconds: (endTime - startTime) / 1000,
  }));
}

/** pytest tells the time of each test, with its setup. */
function ofPytest(text: string): FileTime[] {
  const seconds = new Map<string, number>();
  for (const [test] of text.matchAll(/<testcase [^>]*>/g)) {
    const [, path = ''] = / file="([^"]*)"/.exec(test) ?? [];
    const [, time = '0'] = / time="([^"]*)"/.exec(test) ?? [];
    seconds.set(path, (seconds.get(path) ?? 0) + Number(time));
  }
  return [...seconds].map(([path, sum]) => ({ path, seconds: sum }));
}
