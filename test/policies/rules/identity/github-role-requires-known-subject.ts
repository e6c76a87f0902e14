import { listOf } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule, unless } from '../../rule';
import { workflowRoles } from '../../support/roles';
import { actionsOf, principalsOf } from '../../support/statements';

const ISSUER = 'token.actions.githubusercontent.com';

/**
 * By key, all values in one line. Either the jobs of one environment, or the pull requests of a repository and its own
 * branch that is deployed from.
 */
const EXPECTED = {
  [`${ISSUER}:aud`]: /^sts\.amazonaws\.com$/,
  [`${ISSUER}:sub`]:
    /^(repo:[^:*?\s]+\/[^:*?\s]+):(environment:[a-z0-9]+|pull_request \1:ref:refs\/heads\/[^:*?\s]+)$/,
};

/** What a role for an environment compares besides: the one workflow that applies, on the branch that is deployed from. */
const WORKFLOW = `${ISSUER}:job_workflow_ref`;
const APPLY = /^[^:*?\s]+\/[^:*?\s]+\/\.github\/workflows\/apply\.yml@refs\/heads\/[^:*?\s]+$/;

export const rule: Rule = {
  reason:
    'GitHub makes tokens for every workflow of everybody: a role that does not compare the whole subject opens to strangers, or to branches that nobody reviewed. What applies is for jobs of its environment, and for nothing else.',
  source: 'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
  check: (estate) =>
    workflowRoles(estate).flatMap(({ role, trust }) => findingsAt([role], () => problemsOf(trust))),
};

function problemsOf(trust: PolicyStatement): string[] {
  const { StringEquals: compared = {}, ...others } = trust.Condition ?? {};
  return [
    ...unless(
      principalsOf(trust).every(
        ({ type, id }) => type === 'Federated' && id.endsWith(`:oidc-provider/${ISSUER}`),
      ),
      'it trusts something else than GitHub as well',
    ),
    ...unless(
      actionsOf(trust).join() === 'sts:AssumeRoleWithWebIdentity',
      'it allows more than sts:AssumeRoleWithWebIdentity',
    ),
    ...Object.entries(EXPECTED).flatMap(([key, pattern]) =>
      unless(
        pattern.test(listOf(compared[key]).join(' ')),
        `StringEquals has ${JSON.stringify(compared[key])} for ${key}; allowed: whole values, of one environment or of pull requests and the deployed branch`,
      ),
    ),
    ...unless(
      !listOf(compared[`${ISSUER}:sub`]).join().includes(':environment:') ||
        APPLY.test(listOf(compared[WORKFLOW]).join(' ')),
      `StringEquals has ${JSON.stringify(compared[WORKFLOW])} for ${WORKFLOW}; allowed for an environment: apply.yml of the deployed branch`,
    ),
    ...unless(Object.keys(others).length === 0, `${Object.keys(others).join()} stands beside StringEquals`),
  ];
}
