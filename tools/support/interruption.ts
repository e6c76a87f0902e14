/** Exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Message at the first Ctrl-C. */
export const ENDING = 'Interrupted: waiting for Terraform to end what it is doing, at most a minute.';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Time in ms within which two signals count as one Ctrl-C, which can arrive from the terminal and again from npm. */
const SAME_PRESS_MS = 500;

/**
 * Turns the signals that end a program into an AbortSignal that fires once, so that the program can end in order.
 *
 * @param onSignal called for each press, with the number of presses before it
 */
export function watchInterruption(onSignal: (earlier: number) => void): AbortSignal {
  const controller = new AbortController();
  let presses = 0;
  let last = -Infinity;
  const handle = (): void => {
    const now = performance.now();
    const isSame = now - last < SAME_PRESS_MS;
    last = now;
    if (isSame) return;
    onSignal(presses);
    presses += 1;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return controller.signal;
}
