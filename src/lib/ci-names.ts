import { namesFor } from './naming';
import { NAME_PREFIX } from './name-prefix';

/** IAM path of all roles and boundaries of the project. */
export const ROLE_PATH = `/${NAME_PREFIX}/`;

/**
 * IAM path of CI's roles and of the boundaries. An ARN carries the path, so what is allowed on the path of an environment
 * reaches nothing of this.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 */
export const ciPath = (rolePath = ROLE_PATH): string => `${rolePath}ci/`;

/** IAM path of the roles that the stacks of an environment make. */
export const workloadPath = (environment: string, rolePath = ROLE_PATH): string =>
  `${rolePath}${environment}/`;

/** Name of the role that plans for pull requests. */
export const PULL_REQUEST_ROLE = `${NAME_PREFIX}-pull-request`;

/** Name of the role that plans on the deployed branch. */
export const PLAN_ROLE = `${NAME_PREFIX}-plan`;

/** Name of the role that applies one environment. */
export const applyRoleName = (environment: string): string => namesFor(environment)('iam-role', 'apply');

/** The only workflow whose jobs may take an apply role. */
export const APPLY_WORKFLOW = '.github/workflows/apply.yml';

/** The only workflows whose jobs may take the plan role of the deployed branch. */
export const PLAN_WORKFLOWS = ['.github/workflows/deploy-environment.yml', '.github/workflows/drift.yml'];

/** Name of the permissions boundary of an environment's apply role, and of every role that its stacks make. */
export const boundaryName = (environment: string): string => namesFor(environment)('iam-policy', 'boundary');

/** ARN of that boundary. It is computed, since it exists before the environment's stacks. */
export const boundaryArn = (environment: string, accountId: string, rolePath = ROLE_PATH): string =>
  `arn:aws:iam::${accountId}:policy${ciPath(rolePath)}${boundaryName(environment)}`;
