import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { down } from '../deploy/down';
import { ProgressView } from '../deploy/progress';
import { ProtectedError } from '../deploy/protection';
import { stackTable } from '../deploy/report';
import { RunReport } from '../deploy/run-report';
import { CommandOptions, commandLine } from './command-line';
import { describeFailures } from './failures';
import { withProgress } from '../session/frame';
import { INTERRUPTED } from '../support/interruption';
import { runningEmulator, startEmulator, stopEmulator } from './lifecycle';
import { describeProtections, PROTECTED } from './protected';
import { Emulator, keptFolder } from '../session/emulator-record';
import { openSession } from './session';
import { settingsOf } from '../session/settings';
import { discardUncleanEnd } from './unclean-end';
import { emulatorGone, watchEmulator } from './watch';

/** The emulator as the last clean end kept it, if there was one. */
async function resumed(home: string): Promise<Emulator | undefined> {
  if (!existsSync(keptFolder(home))) return undefined;
  const { emulator, refused } = await startEmulator({ home });
  if (refused === undefined) return emulator;
  console.log(`The emulator cannot continue from what was kept: ${refused}.`);
  await stopEmulator(home);
  return undefined;
}

/**
 * Destroys the stacks of the environment on the running emulator, unless something of it is protected: then nothing is
 * touched.
 *
 * @returns the exit code
 */
export async function destroy(options: CommandOptions): Promise<number> {
  const { home, outDir } = options;
  await discardUncleanEnd(home, (text) => {
    console.log(text);
  });
  const emulator = (await runningEmulator(home)) ?? (await resumed(home));
  if (emulator === undefined || !existsSync(join(outDir, 'manifest.json'))) {
    console.log('The emulator is not running, so there is nothing to destroy.');
    return 0;
  }
  return withProgress(({ progress, signal }) => destroyOn(emulator, options, progress, signal));
}

async function destroyOn(
  emulator: Emulator,
  options: CommandOptions,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<number> {
  const { environment, home, outDir } = options;
  const began = performance.now();
  const watch = watchEmulator(emulator, (words) => {
    progress.note(words);
  });
  const session = await openSession({
    emulator,
    home,
    outDir,
    account: settingsOf(environment).account,
    signal: AbortSignal.any([signal, watch.gone]),
  });
  let report: RunReport;
  try {
    progress.note(`Looking through the stacks of ${environment} for what is protected.`);
    report = await down({
      session,
      environment,
      onProgress: (each) => {
        progress.update(each);
      },
    });
  } catch (error) {
    if (!(error instanceof ProtectedError)) throw error;
    console.error(`\n${describeProtections(settingsOf(environment), error.protections, options)}`);
    return PROTECTED;
  } finally {
    watch.end();
    progress.end();
  }
  if (watch.gone.aborted) throw emulatorGone(home);
  if (signal.aborted) return INTERRUPTED;
  if (report.failures.length > 0) {
    console.error(
      `\n${describeFailures(report)}\n\nWhen the cause is mended, \`${commandLine('npm run destroy', options)}\` goes on from here.`,
    );
    return 1;
  }
  console.log(`\n${stackTable(report, (performance.now() - began) / 1000)}`);
  console.log(
    `\nstate-backend stays with the other stacks of the account: it keeps states and is protected. \`npm stop\` ends the emulator.`,
  );
  return 0;
}
