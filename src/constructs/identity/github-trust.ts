import { policyDocument } from '../../core/policy-document';
import { APPLY_WORKFLOW } from '../../lib/ci-names';
import { AUDIENCE, GITHUB_ISSUER } from './github-provider';

/** The GitHub repository whose workflows are trusted. */
export interface TrustedRepository {
  readonly owner: string;
  readonly name: string;
  /** Branch that is deployed from. */
  readonly branch: string;
  /** Numeric ids of owner and repository, where GitHub puts them into its subjects. */
  readonly ids?: { readonly owner: string; readonly repository: string };
}

/** Kind of workflow run: of pull requests, on the deployed branch, or jobs of one GitHub environment. */
export type Run = 'pull_request' | 'branch' | { readonly environment: string };

/**
 * Builds the trust policy of a role for workflow runs. It compares the whole subject: a prefix would also match
 * branches, tags and environments that nobody thought of. Jobs of an environment also have to belong to the workflow
 * that applies, in the version of the deployed branch.
 *
 * @param runs at least one
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubTrust(
  providerArn: string,
  repository: TrustedRepository,
  ...runs: readonly [Run, ...Run[]]
): string {
  const { owner, name, branch } = repository;
  return policyDocument({
    sid: 'WorkflowAssumesRole',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principal: { federated: providerArn },
    conditions: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
        [`${GITHUB_ISSUER}:sub`]: runs.map(
          (run) => `repo:${nameOf(repository)}:${describeRun(run, repository)}`,
        ),
        ...(runs.some((run) => typeof run === 'object')
          ? {
              [`${GITHUB_ISSUER}:job_workflow_ref`]: `${owner}/${name}/${APPLY_WORKFLOW}@refs/heads/${branch}`,
            }
          : {}),
      },
    },
  });
}

function describeRun(run: Run, { branch }: TrustedRepository): string {
  if (run === 'pull_request') return run;
  return run === 'branch' ? `ref:refs/heads/${branch}` : `environment:${run.environment}`;
}

/** @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
const nameOf = ({ owner, name, ids }: TrustedRepository): string =>
  ids === undefined ? `${owner}/${name}` : `${owner}@${ids.owner}/${name}@${ids.repository}`;
