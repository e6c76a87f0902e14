import { stopEmulator } from './lifecycle';
import { endpointOf } from './record';

/** Ends the emulator of this folder, and with it everything in it. */
export async function stop(home: string): Promise<number> {
  const stopped = await stopEmulator(home);
  console.log(
    stopped === undefined
      ? 'The emulator was not running.'
      : `The emulator at ${endpointOf(stopped)} is stopped.`,
  );
  return 0;
}
