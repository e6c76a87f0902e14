import { loadEnvironments } from '../../src/config/load';
import { Stack } from '../deploy/graph';
import { createProgress } from '../deploy/progress';
import { Session } from '../deploy/session';
import { endpointOf } from '../emulator/record';
import { openSession } from '../emulator/session';
import { emulatorGone, watchEmulator } from '../emulator/watch';
import { StackPlan } from '../plan-report/stack-plan';
import { domainInBase } from './base-domain';
import { Transition } from './preview-report';
import { previewStacks } from './preview-stacks';
import { deployBase, provideZones, startOwnEmulator } from './deploy-base';
import { Workspace } from './workspace';

/**
 * Deploys the base on an emulator of its own, and plans and applies the working tree on it.
 *
 * @param standing the stacks of the base
 * @param concerned those of the working tree that may change, in order
 * @throws ToolError when the base cannot be deployed; what fails of the working tree is in the plans
 * @throws Interrupted when `signal` fired
 */
export async function previewChange(
  { environment, base }: Transition,
  standing: readonly Stack[],
  concerned: readonly Stack[],
  { base: source, baseOut, treeOut, home, plans }: Workspace,
  signal: AbortSignal,
): Promise<StackPlan[]> {
  const emulator = await startOwnEmulator(home, signal);
  console.log(`The emulator listens at ${endpointOf(emulator)}.`);
  const watch = watchEmulator(emulator, (words) => {
    console.log(words);
  });
  try {
    const session = await openSession({
      emulator,
      home,
      outDir: baseOut,
      signal: AbortSignal.any([signal, watch.gone]),
      onKill: (stack) => {
        console.log(`${stack}: Terraform did not end in time and was killed.`);
      },
    });
    const after = loadEnvironments().find(({ name }) => name === environment) ?? {};
    await provideZones(emulator, [await domainInBase(environment, source, signal), after]);
    await deployBase(standing, session, base);
    return await previewInTurn(concerned, { ...session, outDir: treeOut }, plans);
  } catch (error) {
    if (watch.gone.aborted) throw emulatorGone(home, 'npm run preview');
    throw error;
  } finally {
    watch.end();
  }
}

async function previewInTurn(
  stacks: readonly Stack[],
  session: Session,
  folder: string,
): Promise<StackPlan[]> {
  const progress = createProgress(process.stdout, process.env);
  const number = stacks.length;
  progress.note(
    `Planning and applying the working tree on it: ${number} stack${number === 1 ? '' : 's'}, in order.`,
  );
  try {
    return await previewStacks(stacks, {
      session,
      folder,
      onProgress: (each) => {
        progress.update(each);
      },
    });
  } finally {
    progress.end();
  }
}
