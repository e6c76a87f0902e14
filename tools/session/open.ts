import { join } from 'node:path';
import { ProgressView } from '../deploy/progress';
import { Session } from '../deploy/session';
import { readBackendFile } from '../../src/config/backend-file';
import { placeholderProblems } from '../../src/config/placeholders';
import { ConfigError, Problem } from '../../src/config/problem';
import { loadRepository } from '../../src/config/repository';
import { Environment } from '../../src/config/schema';
import { projectRoot } from '../support/project';
import { Caller, demandAccount, describePlace, findCaller, isOnLoopback } from './caller';
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
 * @throws ConfigError for placeholders in the configuration, except on an emulator of this machine
 */
export async function open(
  verb: string,
  { environment, outDir, folder, lockTimeout, isUnlocked }: PlanCommand,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<Opening> {
  const settings = settingsOf(environment);
  const session = await openAwsSession({
    account: settings.account,
    home: folder,
    lockTimeout,
    isUnlocked,
    outDir,
    signal,
    onKill: (stack) => {
      progress.note(`${stack}: Terraform did not end in time and was killed; its state may be locked.`);
    },
  });
  if (!isOnLoopback(session.env)) refusePlaceholders(settings);
  const [caller, synthesis] = await Promise.allSettled([
    findCaller(session, settings.region).then((found) => {
      demandAccount(settings, found);
      progress.note(`${verb} ${environment} in ${describePlace(found)}, as ${found.arn}.`);
      return found;
    }),
    synthesize(outDir, { signal }),
  ]);
  if (caller.status === 'rejected') throw caller.reason;
  if (synthesis.status === 'rejected') throw synthesis.reason;
  return { session, caller: caller.value };
}

/** @throws ConfigError with the path of each */
function refusePlaceholders(settings: Environment): void {
  const problems = placeholdersOf(settings);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Placeholders of an environment, the repository and the state bucket, which AWS would take for real. */
export function placeholdersOf(settings: Environment): Problem[] {
  const { bucket } = readBackendFile(join(projectRoot, 'backend.tf.json'));
  return [
    ...placeholderProblems(settings.name, settings),
    ...placeholderProblems('repository', loadRepository()),
    ...(settings.backend.place === undefined
      ? placeholderProblems('backend.tf.json: terraform.backend.s3.bucket', bucket)
      : []),
  ];
}
