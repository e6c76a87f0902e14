import { join } from 'node:path';
import { App } from 'cdktf';
import { readBackendFile } from '../../src/config/backend-file';
import { githubProvider } from '../../src/config/github-provider';
import { loadEnvironments } from '../../src/config/load';
import { loadRepository } from '../../src/config/repository';
import { lockProviders } from '../../src/core/lock-file';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic, PetclinicProps } from '../../src/stacks/petclinic';
import { temporaryFolder } from './temporary-folder';

export const PROJECT_ROOT = join(__dirname, '../..');

/**
 * Synthesizes the app as `main.ts` does, into a folder of its own, with what `changes` sets otherwise.
 *
 * @returns the output folder: `manifest.json` and `stacks/<name>/cdk.tf.json`
 */
export function synthesize(changes: Partial<PetclinicProps> = {}): string {
  const outdir = temporaryFolder('synthesis');
  return withoutTokenTraces(() => {
    const app = new App({ stackTraces: false, outdir });
    petclinic(app, {
      environments: loadEnvironments(),
      stateBucket: readBackendFile(join(PROJECT_ROOT, 'backend.tf.json')),
      stateBackendOwnState: 'local',
      repository: loadRepository(),
      githubProvider,
      ...changes,
    });
    app.synth();
    lockProviders(app, PROJECT_ROOT);
    return outdir;
  });
}
