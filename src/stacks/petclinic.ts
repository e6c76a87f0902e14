import { Construct } from 'constructs';
import { Repository } from '../config/repository';
import { Environment } from '../config/schema';
import { StateBucket, StatePlace } from '../lib/state-place';
import { DataStack } from './data-stack';
import { EdgeStack } from './edge-stack';
import { GenaiStack } from './genai-stack';
import { NetworkStack } from './network-stack';
import { ObservabilityStack } from './observability-stack';
import { PlatformStack } from './platform-stack';
import { SecurityStack } from './security-stack';
import { ServicesStack } from './services-stack';
import { StateBackendStack } from './state-backend-stack';

export interface PetclinicProps {
  readonly environments: readonly Environment[];
  /** The S3 backend that `backend.tf.json` configures. */
  readonly stateBucket: StateBucket;
  /** Place of the state of the `state-backend` stack itself. */
  readonly stateBackendOwnState: 'local' | 'bucket';
  /** The GitHub repository whose workflows may plan and apply. */
  readonly repository: Repository;
  /** Source of GitHub's identity provider: `state-backend` creates it, or the account already has one. */
  readonly githubProvider: 'create' | 'existing';
}

/** Every stack of every environment, each behind those whose contracts it reads. */
export function petclinic(
  app: Construct,
  { environments, stateBucket, stateBackendOwnState, ...ci }: PetclinicProps,
): void {
  new StateBackendStack(app, { ...ci, bucket: stateBucket, ownState: stateBackendOwnState, environments });
  for (const config of environments) {
    const state: StatePlace =
      config.backend.type === 's3' ? { type: 's3', bucket: stateBucket } : config.backend;
    const props = { config, environment: config.name, region: config.region, account: config.account, state };
    new SecurityStack(app, props);
    new NetworkStack(app, props);
    new DataStack(app, props);
    new PlatformStack(app, props);
    new ServicesStack(app, props);
    if (config.genai !== undefined) new GenaiStack(app, { ...props, genai: config.genai });
    new EdgeStack(app, props);
    new ObservabilityStack(app, props);
  }
}
