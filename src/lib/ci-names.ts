import { namesFor } from './naming';

/**
 * IAM path of everything that CI runs with. A role's ARN carries its path, so what is allowed on `role/petclinic-dev-*`,
 * which has none, reaches nothing of this.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 */
export const CI_PATH = '/ci/';

/** The name of the role that plans every environment. */
export const PLAN_ROLE = 'petclinic-plan';

/** The name of the role that applies one environment. */
export const applyRoleName = (environment: string): string => namesFor(environment)('iam-role', 'apply');

/** The only workflow whose jobs may take an apply role. */
export const APPLY_WORKFLOW = '.github/workflows/apply.yml';

/** The name of the permissions boundary of every role that the stacks of an environment make. */
export const workloadBoundaryName = (environment: string): string =>
  namesFor(environment)('iam-policy', 'workload');

/** ARN of that permissions boundary. It is computed, since it exists before the environment's stacks. */
export const workloadBoundaryArn = (environment: string, accountId: string): string =>
  `arn:aws:iam::${accountId}:policy${CI_PATH}${workloadBoundaryName(environment)}`;
