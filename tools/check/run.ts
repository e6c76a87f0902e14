import { buildPackages } from '../package/build';
import { Check } from './checks.cjs';
import { CheckResult, runCheck } from './run-check';
import { summary } from './summary';

/** Checks that run side by side: two cores stay at work while the first one's Terraform waits. */
const PLACES = 3;

/** Niceness of all checks behind the first, which takes longest: they get a third of the processor time that it gets. */
const YIELDING = 5;

const clock = (): string => new Date().toTimeString().slice(0, 8);

/**
 * Runs the checks, and tells when each begins and ends, what else runs since when, and at the end the slowest test files.
 *
 * @returns the exit code
 */
export async function runChecks(checks: readonly Check[]): Promise<number> {
  // Before any check, since synthesis and the functions' tests take the packages from where they are.
  await buildPackages();
  const results: CheckResult[] = [];
  const waiting = [...checks];
  const running = new Map<string, string>();
  const place = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      results.push(await runAndTell(check, check === checks[0], running));
    }
  };
  await Promise.all(Array.from({ length: PLACES }, place));
  console.log(`\n${summary(results)}`);
  return results.every(({ passed }) => passed) ? 0 : 1;
}

/** @param running the checks at work, each with the time when it began */
async function runAndTell(
  check: Check,
  isFirst: boolean,
  running: Map<string, string>,
): Promise<CheckResult> {
  running.set(check.name, clock());
  console.log(`${clock()}  ${check.name} begins: ${check.proves}`);
  const result = await runCheck(check, isFirst ? 0 : YIELDING);
  running.delete(check.name);
  const others = [...running].map(([name, since]) => `${name} runs since ${since}`);
  const ended = `${check.name} ${result.passed ? 'passed' : 'FAILED'} after ${result.seconds.toFixed(0)} s`;
  console.log(`${clock()}  ${[ended, ...others].join('; ')}`);
  if (!result.passed) console.log(`\n${check.command.join(' ')}\n${result.output}`);
  return result;
}
