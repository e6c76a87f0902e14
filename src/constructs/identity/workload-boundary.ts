import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { boundaryDocument } from '../../core/policy-document';
import { CI_PATH, workloadBoundaryName } from '../../lib/ci-names';
import { Reach } from './reach';
import { workloadRights, WorkloadSwitches } from './workload-rights';

export interface WorkloadBoundaryProps {
  readonly environment: string;
  /** Reach of the one environment. */
  readonly reach: Reach;
  readonly switches: WorkloadSwitches;
}

/**
 * The permissions boundary of every role in an environment's stacks (`EnvironmentStack` sets it). The role that applies
 * the environment may make no role without it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class WorkloadBoundary extends Construct {
  constructor(scope: Construct, id: string, { environment, reach, switches }: WorkloadBoundaryProps) {
    super(scope, id);
    new IamPolicy(this, 'policy', {
      name: workloadBoundaryName(environment),
      path: CI_PATH,
      description: `The most that roles of the stacks of ${environment} can do`,
      policy: boundaryDocument(...workloadRights(reach, switches)),
    });
  }
}
