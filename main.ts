import { App } from 'cdktf';
import { readBackendFile } from './src/config/backend-file';
import { loadEnvironments } from './src/config/load';
import { loadRepository } from './src/config/repository';
import { stateBackendOwnState } from './src/config/state-backend';
import { lockProviders } from './src/core/lock-file';
import { withoutTokenTraces } from './src/core/token-traces';
import { petclinic } from './src/stacks/petclinic';

try {
  // All before the App, which makes the output folder: a bad file stops before anything is written.
  const environments = loadEnvironments();
  const stateBucket = readBackendFile('backend.tf.json');
  const repository = loadRepository();
  withoutTokenTraces(() => {
    // cdktf would only ask for the version of Terraform, which each stack requires itself.
    const app = new App({ stackTraces: false, skipValidation: true });
    petclinic(app, {
      environments,
      stateBucket,
      // In an account without the state bucket, the state that makes it cannot lie in it.
      stateBackendOwnState: process.argv.includes('--new-account') ? 'local' : stateBackendOwnState,
      repository,
    });
    app.synth();
    lockProviders(app, '.');
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
