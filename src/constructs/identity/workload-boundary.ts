import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { boundaryDocument } from '../../core/policy-document';
import { CI_PATH, workloadBoundaryName } from '../../lib/ci-names';
import { Reach } from './reach';
import { workloadRights, WorkloadSwitches } from './workload-rights';

export interface WorkloadBoundaryProps {
  readonly environment: string;
  /** Of this one environment. */
  readonly reach: Reach;
  readonly switches: WorkloadSwitches;
}

/**
 * The most that a role of an environment's stacks can do. Every such role carries it (`EnvironmentStack`), and the role that
 * applies the environment may make none without.
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
