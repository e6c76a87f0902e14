import { forgetKept, keepEmulator } from './kept';
import { stopEmulator } from './lifecycle';
import { endpointOf } from '../session/emulator-record';
import { discardUncleanEnd } from './unclean-end';

export interface StopOptions {
  /** The emulator's folder. */
  readonly home: string;
  /** True to throw away everything in the emulator. */
  readonly forget: boolean;
}

/** Ends the emulator of this folder. The next start goes on from there, unless it is to be forgotten. */
export async function stop({ home, forget }: StopOptions): Promise<number> {
  if (!forget) {
    await discardUncleanEnd(home, (text) => {
      console.log(text);
    });
  }
  const stopped = forget ? await stopEmulator(home) : await keepEmulator(home);
  if (forget) forgetKept(home);
  const became = forget
    ? 'is stopped, and all that was in it is gone'
    : 'is stopped; the next start goes on from here';
  console.log(
    stopped === undefined
      ? 'The emulator was not running.'
      : `The emulator at ${endpointOf(stopped)} ${became}.`,
  );
  return 0;
}
