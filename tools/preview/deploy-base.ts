import { isOfAccount, Stack } from '../deploy/graph';
import { ProgressView } from '../deploy/progress';
import { Session } from '../deploy/session';
import { Interrupted } from '../deploy/stack';
import { StackFailure } from '../deploy/stack-failure';
import { applyStacks } from '../deploy/up';
import { SERVER, startEmulator } from '../emulator/lifecycle';
import { Emulator } from '../session/emulator-record';
import { ToolError } from '../support/project';
import { describeBase } from './preview-report';
import { withLimits } from './emulator-limits';
import { Base } from './git';

/** An emulator on a free port: as the folder's last clean end kept it, else empty. It ends with this process, should that be killed. */
export async function startOwnEmulator(home: string, signal: AbortSignal): Promise<Emulator> {
  const launch = { ...SERVER, args: [...SERVER.args, '--end-with', String(process.pid)] };
  const { emulator, refused } = await startEmulator({ home, port: 0, launch, signal });
  // Everything would look as if it were new.
  if (refused !== undefined)
    throw new ToolError(`The preview cannot continue from the kept base: ${refused}.`);
  return emulator;
}

/**
 * Deploys all stacks of the base, since existing resources can block the change.
 *
 * @throws ToolError with Terraform's words when the base cannot be deployed
 * @throws Interrupted when the session's signal fired
 */
export async function deployBase(
  stacks: readonly Stack[],
  session: Session,
  base: Base,
  progress: ProgressView,
): Promise<void> {
  const own = stacks.filter(({ name }) => !isOfAccount(name)).length;
  progress.note(`Deploying the base: the account's stacks and ${own} stack${own === 1 ? '' : 's'}.`);
  const { failures } = await applyStacks(stacks, { session, onProgress: progress.update });
  progress.end();
  if (session.signal?.aborted === true) throw new Interrupted('the deployment of the base was interrupted');
  if (failures.length === 0) return;
  const told = failures.map(({ stack, error }) => `${stack}: ${wordsOf(error)}`);
  throw new ToolError(
    `The base, ${describeBase(base)}, cannot be deployed on the emulator, so nothing can be previewed.\n\n${told.join('\n\n')}`,
  );
}

function wordsOf(error: unknown): string {
  if (error instanceof StackFailure) {
    return `${error.command} failed. Terraform says:\n\n${withLimits(error.message)}`;
  }
  return error instanceof Error ? error.message : String(error);
}
