import { readFileSync } from 'node:fs';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { Emulator, isAlive } from '../session/emulator-record';
import { logFileOf } from './server-process';

/**
 * Watches the emulator's process. When it is gone, `gone` fires and `say` gets a message: Terraform itself would try to
 * reach it for minutes. `end` stops the watch.
 */
export function watchEmulator(
  emulator: Emulator,
  say: (words: string) => void,
): { readonly gone: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (isAlive(emulator)) return;
    clearInterval(timer);
    say('The emulator has ended: waiting for Terraform to give up, at most a minute.');
    controller.abort();
  }, 500);
  return {
    gone: controller.signal,
    end: () => {
      clearInterval(timer);
    },
  };
}

/**
 * Error for an emulator that ended while a command used it, with the end of its log: all that was deployed is lost.
 *
 * @param again the command that begins anew
 */
export function emulatorGone(home: string, again = 'npm start'): ToolError {
  const log = logFileOf(home);
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  return new ToolError(
    `The emulator ended in the middle of this, and all that was deployed with it. Its log, ${shortPath(log)}, ends with:\n${tail}\n\n` +
      `\`${again}\` begins anew.`,
  );
}
