import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { down } from '../deploy/down';
import { STATE_BACKEND } from '../deploy/graph';
import { createProgress } from '../deploy/progress';
import { stackTable } from '../deploy/report';
import { describeFailures } from './failures';
import { watchInterruption } from './interruption';
import { runningEmulator } from './lifecycle';
import { openSession } from './session';
import { CommandOptions, ENDING, INTERRUPTED } from './start';
import { emulatorGone, watchEmulator } from './watch';

/**
 * Destroys the stacks of the environment on the running emulator.
 *
 * @returns the exit code
 */
export async function destroy({ environment, home, outDir }: CommandOptions): Promise<number> {
  const began = performance.now();
  const emulator = await runningEmulator(home);
  if (emulator === undefined || !existsSync(join(outDir, 'manifest.json'))) {
    console.log('The emulator is not running, so there is nothing to destroy.');
    return 0;
  }
  const progress = createProgress(process.stdout, process.env);
  const signal = watchInterruption((earlier) => {
    progress.note(earlier === 0 ? ENDING : 'Already ending.');
  });
  const watch = watchEmulator(emulator, (words) => {
    progress.note(words);
  });
  const session = await openSession({
    emulator,
    home,
    outDir,
    signal: AbortSignal.any([signal, watch.gone]),
  });
  const report = await down({
    session,
    environment,
    onProgress: (each) => {
      progress.update(each);
    },
  });
  watch.end();
  progress.end();
  if (watch.gone.aborted) throw emulatorGone(home);
  if (signal.aborted) return INTERRUPTED;
  if (report.failures.length > 0) {
    console.error(
      `\n${describeFailures(report)}\n\nWhen the cause is mended, \`npm run destroy\` goes on from here.`,
    );
    return 1;
  }
  console.log(`\n${stackTable(report, (performance.now() - began) / 1000)}`);
  console.log(
    `\n${STATE_BACKEND} stays: it keeps the states of every environment and is protected. \`npm stop\` ends the emulator.`,
  );
  return 0;
}
