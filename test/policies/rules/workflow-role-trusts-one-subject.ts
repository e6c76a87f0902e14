import { PolicyStatement } from '../../support/policy-documents';
import { findingsAt, Rule, unless } from '../rule';
import { workflowRoles } from '../support/roles';
import { actionsOf, principalsOf } from '../support/statements';

const ISSUER = 'token.actions.githubusercontent.com';
const EXPECTED = {
  [`${ISSUER}:aud`]: /^sts\.amazonaws\.com$/,
  [`${ISSUER}:sub`]: /^repo:[^:*?]+\/[^:*?]+:(pull_request|environment:[a-z0-9]+)$/,
};

export const workflowRoleTrustsOneSubject: Rule = {
  name: 'workflow-role-trusts-one-subject',
  reason:
    'GitHub makes tokens for every workflow of everybody: a role that does not compare the whole subject opens to strangers, or to branches that nobody reviewed.',
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
        typeof compared[key] === 'string' && pattern.test(compared[key]),
        `StringEquals has ${JSON.stringify(compared[key])} for ${key}; allowed: one whole value`,
      ),
    ),
    ...unless(Object.keys(others).length === 0, `${Object.keys(others).join()} stands beside StringEquals`),
  ];
}
