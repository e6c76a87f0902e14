import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { up } from '../deploy/up';
import { provideHostedZone } from '../emulator/hosted-zone';
import { startEmulator, stopEmulator } from '../emulator/lifecycle';
import { endpointOf } from '../emulator/record';
import { openSession } from '../emulator/session';
import { settingsOf } from '../session/settings';
import { synthesize } from '../session/synthesize';
import { ToolError } from '../support/project';

export interface DeploymentTimes {
  readonly resources: number;
  readonly seconds: number;
  readonly resourcesPerSecond: number;
  /** The sum of the stacks' own times against the time of the run: 1 is one after the other. */
  readonly overlap: number;
}

/** Deploys an environment onto an emulator of its own, which ends with the measurement. */
export async function measureDeployment(environment: string): Promise<DeploymentTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  const [home, outDir] = [join(folder, 'home'), join(folder, 'out')];
  try {
    await synthesize(outDir, { isNewAccount: true });
    const { emulator } = await startEmulator({ home, port: 0 });
    await provideHostedZone(endpointOf(emulator), settingsOf(environment));
    const session = await openSession({ emulator, home, outDir });
    const started = performance.now();
    const { stacks, failures } = await up({ session, environment });
    const seconds = (performance.now() - started) / 1000;
    const [failure] = failures;
    if (failure !== undefined) throw new ToolError(`${failure.stack} failed: ${String(failure.error)}`);
    const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
    const ownSeconds = stacks.reduce((sum, stack) => sum + stack.seconds, 0);
    return { resources, seconds, resourcesPerSecond: resources / seconds, overlap: ownSeconds / seconds };
  } finally {
    await stopEmulator(home);
    rmSync(folder, { recursive: true, force: true });
  }
}
