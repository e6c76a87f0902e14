import { listOf } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule, unless } from '../../rule';
import { jobs, using } from '../../../github/workflow-files';
import { workflowRoles } from '../../support/roles';
import { actionsOf, principalsOf } from '../../support/statements';

const ISSUER = 'token.actions.githubusercontent.com';

/**
 * Patterns by key, all values in one line: pull requests, a branch or an environment of one repository, in one form of the subject or
 * in both.
 */
const EXPECTED = {
  [`${ISSUER}:aud`]: /^sts\.amazonaws\.com$/,
  [`${ISSUER}:sub`]:
    /^repo:([^/:@*?\s]+)(?:@\d+)?\/([^:@*?\s]+)(?:@\d+)?:(environment:[a-z0-9]+|pull_request|ref:refs\/heads\/[^:*?\s]+)(?: repo:\1@\d+\/\2@\d+:\3)?$/,
};

/** Workflows of the branch that is deployed from, by the kind of subject; for pull requests there is none to name. */
const WORKFLOW = `${ISSUER}:job_workflow_ref`;
const FILE = String.raw`[^:*?\s]+\/[^:*?\s]+\/\.github\/workflows\/(?:NAME)\.yml@refs\/heads\/[^:*?\s]+`;
const filesOf = (name: string): RegExp => {
  const file = FILE.replace('NAME', name);
  return new RegExp(`^${file}( ${file})*$`);
};
const WORKFLOWS = {
  ':environment:': filesOf('apply'),
  ':ref:': filesOf('deploy-environment|drift'),
};

export const rule: Rule = {
  reason:
    'GitHub makes tokens for every workflow of everybody: a role that does not compare the whole subject opens to strangers, or to branches that nobody reviewed. What applies is for jobs of its environment, and for nothing else.',
  source: 'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
  check: (estate) =>
    workflowRoles(estate).flatMap(({ role, trust, environment }) =>
      findingsAt([role], () => [
        ...problemsOf(trust),
        ...sessionProblems(Number(role.body['max_session_duration']), environment !== undefined),
      ]),
    ),
};

/** Longest session that jobs ask for; an hour where they ask for none. */
const sessionAsked = (applies: boolean): number =>
  Math.max(
    ...jobs
      .filter(([, { environment }]) => (environment !== undefined) === applies)
      .flatMap(([, job]) => using(job, 'aws-actions/configure-aws-credentials'))
      .map(({ with: inputs }) => Number(inputs?.['role-duration-seconds'] ?? 3600)),
  );

/** AWS refuses a job that asks for more than the role gives; what a role gives beyond, a stolen token has. */
const sessionProblems = (seconds: number, applies: boolean): string[] =>
  unless(
    seconds === sessionAsked(applies),
    `its sessions last for ${seconds} s; the workflows ask for ${sessionAsked(applies)}`,
  );

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
        `StringEquals has ${JSON.stringify(compared[key])} for ${key}; allowed: whole values of pull requests, one branch or one environment`,
      ),
    ),
    ...Object.entries(WORKFLOWS)
      .filter(([kind]) => listOf(compared[`${ISSUER}:sub`]).join().includes(kind))
      .flatMap(([, pattern]) =>
        unless(
          pattern.test(listOf(compared[WORKFLOW]).join(' ')),
          `StringEquals has ${JSON.stringify(compared[WORKFLOW])} for ${WORKFLOW}; allowed: what fits ${String(pattern)}`,
        ),
      ),
    ...unless(Object.keys(others).length === 0, `${Object.keys(others).join()} stands beside StringEquals`),
  ];
}
