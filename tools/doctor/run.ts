import { ToolError } from '../support/project';
import { Finding, findings } from './check';
import { machineChecks } from './machine';

/**
 * Says what of the machine would fail, a line each.
 *
 * @param models whether models were asked for, which environments have
 * @returns 1 when something would fail
 * @throws ToolError for models
 */
export async function doctor(models: boolean): Promise<number> {
  if (models) throw new ToolError('--models needs --env <name>: environments have models.', 2);
  return report(await findings(machineChecks));
}

/** Prints the lines. Returns 1 when one would fail, or is not known. */
export function report(found: readonly Finding[]): number {
  const width = Math.max(...found.map(({ subject }) => subject.length));
  for (const { state, subject, says } of found) {
    console.log(`${state.padEnd(6)}  ${subject.padEnd(width)}  ${says}`);
  }
  const count = (wanted: Finding['state']): number => found.filter(({ state }) => state === wanted).length;
  console.log(`\ndoctor: ${count('ok')} ok, ${count('note')} to note, ${count('FAILED')} failed`);
  return count('FAILED') === 0 ? 0 : 1;
}
