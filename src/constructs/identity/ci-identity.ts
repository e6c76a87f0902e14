import { Construct } from 'constructs';
import { StateBucket } from '../../lib/state-place';
import { ApplyRole } from './apply-role';
import { GithubProvider, githubProviderArn } from './github-provider';
import { TrustedRepository } from './github-trust';
import { PlanRole } from './plan-role';
import { Reach, ReachedEnvironment } from './reach';
import { WorkloadBoundary } from './workload-boundary';
import { WorkloadSwitches } from './workload-rights';

export interface CiIdentityProps {
  readonly accountId: string;
  readonly repository: TrustedRepository;
  /** Makes GitHub's identity provider, or uses the one that the account has. */
  readonly githubProvider: 'create' | 'existing';
  readonly environments: readonly (ReachedEnvironment & { readonly switches: WorkloadSwitches })[];
  readonly stateBucket: StateBucket;
}

/**
 * The identity of GitHub's workflows in an account: a role that plans every environment, a role for each environment
 * that applies it, and boundaries that none of them can change.
 */
export class CiIdentity extends Construct {
  constructor(scope: Construct, id: string, props: CiIdentityProps) {
    super(scope, id);
    const { accountId, repository, environments, stateBucket } = props;
    const providerArn =
      props.githubProvider === 'create'
        ? new GithubProvider(this, 'github').arn
        : githubProviderArn(accountId);
    const trusted = { providerArn, repository, stateBucket };

    new PlanRole(this, 'plan', { ...trusted, reach: new Reach(accountId, environments) });
    for (const environment of environments) {
      const { name, switches } = environment;
      new WorkloadBoundary(this, `${name}-workload`, {
        environment: name,
        reach: new Reach(accountId, [environment]),
        switches,
      });
      new ApplyRole(this, `${name}-apply`, { ...trusted, accountId, environment });
    }
  }
}
