import { policyDocument } from '../../core/policy-document';
import { AUDIENCE, GITHUB_ISSUER } from './github-provider';

/** The GitHub repository whose workflows are trusted. */
export interface TrustedRepository {
  readonly owner: string;
  readonly name: string;
  /** The numbers behind both, where GitHub puts them into its subjects. */
  readonly ids?: { readonly owner: string; readonly repository: string };
}

/** Which of its workflow runs: those of pull requests, or jobs of one GitHub environment. */
export type Run = 'pull_request' | { readonly environment: string };

/**
 * The trust policy of a role for workflow runs. It compares the whole subject: one that matched its beginning would let in
 * branches, tags and environments that nobody thought of.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function githubTrust(providerArn: string, repository: TrustedRepository, run: Run): string {
  const what = run === 'pull_request' ? run : `environment:${run.environment}`;
  return policyDocument({
    sid: 'WorkflowAssumesRole',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principal: { federated: providerArn },
    conditions: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
        [`${GITHUB_ISSUER}:sub`]: `repo:${subjectOf(repository)}:${what}`,
      },
    },
  });
}

/** @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
const subjectOf = ({ owner, name, ids }: TrustedRepository): string =>
  ids === undefined ? `${owner}/${name}` : `${owner}@${ids.owner}/${name}@${ids.repository}`;
