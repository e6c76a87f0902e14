import { join } from 'node:path';
import { EMULATOR_HOME, unfinishedRuns } from '../deploy/unfinished-runs';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { answers, Emulator, endpointOf, isAlive, readRecord } from './emulator-record';

/** Reason why the emulator cannot be resumed: it holds resources that may be in no state. Undefined when it can. */
export function uncleanEnd(home: string): string | undefined {
  const emulator = readRecord(home);
  if (emulator === undefined) return undefined;
  if (!isAlive(emulator)) return 'the emulator was killed';
  const stacks = unfinishedRuns(home);
  return stacks.length === 0 ? undefined : `Terraform was killed while it worked on ${stacks.join(', ')}`;
}

/**
 * Refuses to work on an emulator that does not run, or that a killed run left unclean. Does nothing for other places.
 *
 * @param env variables as `<home>/env` sets them
 * @throws ToolError that says to start first
 */
export async function demandUsable(env: NodeJS.ProcessEnv): Promise<void> {
  const home = env[EMULATOR_HOME];
  if (home === undefined) return;
  const emulator = readRecord(home);
  const why = uncleanEnd(home) ?? (await whyUnreachable(emulator, env.AWS_ENDPOINT_URL));
  if (why === undefined) return;
  throw new ToolError(
    `The emulator in ${shortPath(home)} cannot be used: ${why}. Start it first: \`npm start\`, then \`source ${shortPath(join(home, 'env'))}\`.`,
  );
}

async function whyUnreachable(emulator: Emulator | undefined, endpoint = ''): Promise<string | undefined> {
  if (emulator === undefined) return 'it is not running';
  if (endpointOf(emulator) !== endpoint) return `it listens at ${endpointOf(emulator)}, not at ${endpoint}`;
  return (await answers(emulator)) ? undefined : 'it does not answer';
}
