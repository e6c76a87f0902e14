import { join } from 'node:path';
import { App } from 'cdktf';
import { readBackendFile } from '../../src/config/backend-file';
import { loadRepository } from '../../src/config/repository';
import { lockProviders } from '../../src/core/lock-file';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic, PetclinicProps } from '../../src/stacks/petclinic';
import { sampleEnvironments } from './sample-estate';
import { temporaryFolder } from './temporary-folder';

export const PROJECT_ROOT = join(__dirname, '../..');

/**
 * Synthesizes the sample estate as `main.ts` does the live one, into a folder of its own, with what `changes` sets otherwise.
 *
 * @returns the output folder: `manifest.json` and `stacks/<name>/cdk.tf.json`
 */
export function synthesize(changes: Partial<PetclinicProps> = {}): string {
  const outdir = temporaryFolder('synthesis');
  return withoutTokenTraces(() => {
    const app = new App({ stackTraces: false, outdir });
    petclinic(app, {
      environments: sampleEnvironments(),
      stateBucket: readBackendFile(join(PROJECT_ROOT, 'backend.tf.json')),
      stateBackendOwnState: 'local',
      repository: loadRepository(),
      ...changes,
    });
    app.synth();
    lockProviders(app, PROJECT_ROOT);
    return outdir;
  });
}
