import { ProgressView } from '../deploy/progress';
import { Session } from '../deploy/session';
import { Caller, describePlace, findCaller } from './caller';
import { PlanCommand, regionOf } from './command-line';
import { openAwsSession } from './session';
import { synthesize } from '../session/synthesize';

export interface Opening {
  readonly session: Session;
  readonly caller: Caller;
}

/**
 * What every command around plans begins with: asks where Terraform works, says so, and synthesizes meanwhile.
 *
 * @param verb what is about to be done, such as `Planning`
 * @throws ToolError when there are no credentials, or synthesis fails
 */
export async function open(
  verb: string,
  { environment, outDir, folder, lockTimeout }: PlanCommand,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<Opening> {
  const session = await openAwsSession({
    home: folder,
    lockTimeout,
    outDir,
    signal,
    onKill: (stack) => {
      progress.note(`${stack}: Terraform did not end in time and was killed; its state may be locked.`);
    },
  });
  const [caller, synthesis] = await Promise.allSettled([
    findCaller(session, regionOf(environment)).then((found) => {
      progress.note(`${verb} ${environment} in ${describePlace(found)}, as ${found.arn}.`);
      return found;
    }),
    synthesize(outDir, { signal }),
  ]);
  if (caller.status === 'rejected') throw caller.reason;
  if (synthesis.status === 'rejected') throw synthesis.reason;
  return { session, caller: caller.value };
}
