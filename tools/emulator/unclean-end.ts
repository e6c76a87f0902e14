import { endpointOf, readRecord } from '../session/emulator-record';
import { uncleanEnd } from '../session/usable-emulator';
import { endLeftovers } from './leftover-processes';
import { stopEmulator } from './lifecycle';

/**
 * Throws away an emulator that no clean end left, with the processes that outlived the kill: a new deployment takes
 * minutes, and finding out what a killed run made is guesswork.
 */
export async function discardUncleanEnd(home: string, note: (text: string) => void): Promise<void> {
  const [why, emulator] = [uncleanEnd(home), readRecord(home)];
  if (why === undefined || emulator === undefined) return;
  note(`No clean end was left here: ${why}. The emulator and all that is in it is thrown away.`);
  const ended = await endLeftovers(endpointOf(emulator));
  if (ended > 0) note(`${ended} process${ended === 1 ? '' : 'es'} of the killed run ended.`);
  await stopEmulator(home);
}
