import { accountOf, Stack } from '../deploy/graph';
import { ProgressView } from '../deploy/progress';
import { Session } from '../deploy/session';
import { provideHostedZone } from '../emulator/hosted-zone';
import { estateKey, provideEstate } from '../emulator/kept-estates';
import { Emulator, endpointOf } from '../session/emulator-record';
import { openSession } from '../emulator/session';
import { emulatorGone, watchEmulator } from '../emulator/watch';
import { StackPlan } from '../plan-report/stack-plan';
import { Work } from '../session/frame';
import { domainIn } from './domain';
import { Transition } from './preview-report';
import { previewStacks } from './preview-stacks';
import { deployBase, startOwnEmulator } from './deploy-base';
import { Workspace } from './workspace';

export interface PreviewedChange {
  readonly plans: readonly StackPlan[];
  /** True when the base comes from an earlier deployment of the very same stacks. */
  readonly isKept: boolean;
}

/**
 * Deploys the base on an emulator of its own, and plans and applies the working tree on it.
 *
 * @param standing the stacks of the base
 * @param concerned those of the working tree that may change, in order
 * @throws ToolError when the base cannot be deployed; what fails of the working tree is in the plans
 * @throws Interrupted when the signal fired
 */
export async function previewChange(
  { base }: Transition,
  standing: readonly Stack[],
  concerned: readonly Stack[],
  { baseOut, treeOut, home, plans: folder }: Workspace,
  { progress, signal }: Work,
): Promise<PreviewedChange> {
  const before = domainIn(standing);
  const [accountBefore] = standing.flatMap((stack) => accountOf(stack) ?? []);
  const [account = accountBefore] = concerned.flatMap((stack) => accountOf(stack) ?? []);
  const isKept = await provideEstate(home, estateKey(standing, JSON.stringify(before)), () =>
    onOwnEmulator({ home, outDir: baseOut, account: accountBefore }, signal, async (session, emulator) => {
      await provideHostedZone(endpointOf(emulator), { ...before, account: accountBefore });
      await deployBase(standing, session, base, progress);
    }),
  );
  console.log(
    isKept ? 'The base is taken from an earlier deployment.' : 'The base is deployed, and kept for later.',
  );
  const place = { home, outDir: treeOut, account };
  const plans = await onOwnEmulator(place, signal, async (session, emulator) => {
    await provideHostedZone(endpointOf(emulator), { ...domainIn(concerned), account });
    return previewInTurn(concerned, session, folder, progress);
  });
  return { plans, isKept };
}

/** Works on an emulator of the preview's own. It runs on, unless it is gone. */
async function onOwnEmulator<T>(
  place: { readonly home: string; readonly outDir: string; readonly account: string | undefined },
  signal: AbortSignal,
  work: (session: Session, emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startOwnEmulator(place.home, signal);
  console.log(`The emulator listens at ${endpointOf(emulator)}.`);
  const watch = watchEmulator(emulator, (words) => {
    console.log(words);
  });
  try {
    const session = await openSession({
      ...place,
      emulator,
      signal: AbortSignal.any([signal, watch.gone]),
      onKill: (stack) => {
        console.log(`${stack}: Terraform did not end in time and was killed.`);
      },
    });
    return await work(session, emulator);
  } catch (error) {
    if (watch.gone.aborted) throw emulatorGone(place.home, 'npm run preview');
    throw error;
  } finally {
    watch.end();
  }
}

async function previewInTurn(
  stacks: readonly Stack[],
  session: Session,
  folder: string,
  progress: ProgressView,
): Promise<StackPlan[]> {
  const number = stacks.length;
  progress.note(
    `Planning and applying the working tree on it: ${number} stack${number === 1 ? '' : 's'}, in order.`,
  );
  try {
    return await previewStacks(stacks, { session, folder, onProgress: progress.update });
  } finally {
    progress.end();
  }
}
