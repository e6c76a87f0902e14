import { policyDocument } from '../../core/policy-document';
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

/** Workflow runs that a role is for. */
export interface TrustedRun {
  /** End of the token's subject: `pull_request`, `ref:refs/heads/<branch>` or `environment:<name>`. */
  readonly subject: string;
  /** Files of the workflows whose jobs are trusted, as the deployed branch has them. @default any workflow */
  readonly workflows?: readonly string[];
}

/**
 * Builds the trust policy of a role for workflow runs. It compares whole values: a prefix would also match branches, tags
 * and environments that nobody thought of. With ids it trusts both forms of the subject, and the number of the repository in
 * either: a name can change hands.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubTrust(
  providerArn: string,
  { owner, name, branch, ids }: TrustedRepository,
  { subject, workflows }: TrustedRun,
): string {
  const names = [
    `${owner}/${name}`,
    ...(ids === undefined ? [] : [`${owner}@${ids.owner}/${name}@${ids.repository}`]),
  ];
  const claims = {
    aud: AUDIENCE,
    sub: names.map((repository) => `repo:${repository}:${subject}`),
    ...(ids === undefined ? {} : { repository_id: ids.repository }),
    ...(workflows === undefined
      ? {}
      : { job_workflow_ref: workflows.map((file) => `${owner}/${name}/${file}@refs/heads/${branch}`) }),
  };
  return policyDocument({
    sid: 'WorkflowAssumesRole',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principal: { federated: providerArn },
    conditions: {
      StringEquals: Object.fromEntries(
        Object.entries(claims).map(([claim, value]) => [`${GITHUB_ISSUER}:${claim}`, value]),
      ),
    },
  });
}
