import { Construct } from 'constructs';
import { groupByAccount } from '../config/account-groups';
import { Repository } from '../config/repository';
import { Environment } from '../config/schema';
import { StateBucket, StatePlace } from '../lib/state-place';
import { AccountRegionStack } from './account-region-stack';
import { AccountStack } from './account-stack';
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
  /** The S3 backend that `backend.tf.json` configures, for every environment that names no other. */
  readonly stateBucket: StateBucket;
  /** Place of the states of the `state-backend` stacks themselves. */
  readonly stateBackendOwnState: 'local' | 'bucket';
  /** The GitHub repository whose workflows may plan and apply. */
  readonly repository: Repository;
}

/** Every stack of every account, then of its environments, each behind those whose contracts it reads. */
export function petclinic(
  app: Construct,
  { environments, stateBucket, stateBackendOwnState: ownState, repository }: PetclinicProps,
): void {
  for (const account of groupByAccount(environments, stateBucket)) {
    new StateBackendStack(app, { account, ownState });
    new AccountStack(app, { account, repository });
    for (const region of new Set(account.environments.map((config) => config.region))) {
      new AccountRegionStack(app, { account, region });
    }
    for (const config of account.environments) {
      const state: StatePlace =
        config.backend.type === 's3' ? { type: 's3', bucket: account.stateBucket } : config.backend;
      const { rolePath, boundary, tags } = account.settings;
      const place = { environment: config.name, region: config.region, account: config.account, state };
      const props = { config, ...place, rolePath, boundary, tags };
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
}
