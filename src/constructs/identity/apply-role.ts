import { Construct } from 'constructs';
import { applyRoleName } from '../../lib/ci-names';
import { StateBucket } from '../../lib/state-place';
import { ApplyBoundary } from './apply-boundary';
import { CiRole } from './ci-role';
import { githubTrust, TrustedRepository } from './github-trust';
import { Reach, ReachedEnvironment } from './reach';
import { AREAS } from './rights/areas';
import { planReads, stateReads, stateWrites } from './rights/state';

export interface ApplyRoleProps {
  readonly providerArn: string;
  readonly repository: TrustedRepository;
  readonly environment: ReachedEnvironment;
  readonly accountId: string;
  readonly stateBucket: StateBucket;
}

/** Longest session in seconds. An apply that makes databases exceeds an hour. Its job asks for all, and ends before. */
export const APPLY_SESSION_SECONDS = 7200;

/**
 * The role that applies and destroys one environment, for jobs of the GitHub environment of its name, which holds the
 * required reviewers. The environment's switches make no difference: a part that was turned off has to be destroyed,
 * too.
 */
export class ApplyRole extends Construct {
  constructor(scope: Construct, id: string, props: ApplyRoleProps) {
    super(scope, id);
    const { environment, stateBucket } = props;
    const reach = new Reach(props.accountId, [environment]);
    const rights = AREAS.map(
      ({ name, reads, writes }) => [name, [...reads(reach), ...writes(reach)]] as const,
    );
    const boundary = new ApplyBoundary(this, 'boundary', {
      environment: environment.name,
      reach,
      stateBucket,
    });
    new CiRole(this, 'ci', {
      name: applyRoleName(environment.name),
      description: `Jobs of the GitHub environment ${environment.name} apply and destroy its stacks`,
      trust: githubTrust(props.providerArn, props.repository, { environment: environment.name }),
      rights: {
        ...Object.fromEntries(rights),
        state: [
          ...stateReads(reach, stateBucket),
          ...stateWrites(reach, stateBucket),
          ...planReads(reach, stateBucket),
        ],
      },
      permissionsBoundary: boundary.arn,
      sessionSeconds: APPLY_SESSION_SECONDS,
    });
  }
}
