import { ProgressView } from '../deploy/progress';
import { Session } from '../deploy/session';
import { Caller, describePlace, findCaller } from './caller';
import { openAwsSession } from './aws-session';
import { PlanCommand } from './plan-command';
import { settingsOf } from './settings';
import { synthesize } from './synthesize';

export interface Opening {
  readonly session: Session;
  readonly caller: Caller;
}

/**
 * Opens the session of a command around plans: finds out where Terraform works, says so, and synthesizes meanwhile.
 *
 * @param verb what is about to be done, such as `Planning`
 * @throws ToolError when there are no credentials, or synthesis fails
 */
export async function open(
  verb: string,
  { environment, outDir, folder, lockTimeout, isUnlocked }: PlanCommand,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<Opening> {
  const session = await openAwsSession({
    home: folder,
    lockTimeout,
    isUnlocked,
    outDir,
    signal,
    onKill: (stack) => {
      progress.note(`${stack}: Terraform did not end in time and was killed; its state may be locked.`);
    },
  });
  const [caller, synthesis] = await Promise.allSettled([
    findCaller(session, settingsOf(environment).region).then((found) => {
      progress.note(`${verb} ${environment} in ${describePlace(found)}, as ${found.arn}.`);
      return found;
    }),
    synthesize(outDir, { signal }),
  ]);
  if (caller.status === 'rejected') throw caller.reason;
  if (synthesis.status === 'rejected') throw synthesis.reason;
  return { session, caller: caller.value };
}
