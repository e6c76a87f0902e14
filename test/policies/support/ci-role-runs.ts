import { Claims } from './ci-role-asks';

const workflow = (file: string, ref = 'refs/heads/main'): string =>
  `octo-org/octo-repo/.github/workflows/${file}.yml@${ref}`;
/** Runs of workflows: claims of their tokens behind the repository, and the role that they open. */
export const RUNS: Readonly<Record<string, { readonly opens: string | undefined; readonly claims: Claims }>> =
  {
    'a pull request': {
      opens: 'petclinic-pull-request',
      claims: { sub: 'pull_request', job_workflow_ref: workflow('plan', 'refs/pull/7/merge') },
    },
    'a plan of the branch': {
      opens: 'petclinic-plan',
      claims: { sub: 'ref:refs/heads/main', job_workflow_ref: workflow('deploy-environment') },
    },
    'the nightly look': {
      opens: 'petclinic-plan',
      claims: { sub: 'ref:refs/heads/main', job_workflow_ref: workflow('drift') },
    },
    'an apply of dev': {
      opens: 'petclinic-dev-apply',
      claims: { sub: 'environment:dev', job_workflow_ref: workflow('apply') },
    },
    'an apply of prod': {
      opens: 'petclinic-prod-apply',
      claims: { sub: 'environment:prod', job_workflow_ref: workflow('apply') },
    },
    'a new workflow of the branch': {
      opens: undefined,
      claims: { sub: 'ref:refs/heads/main', job_workflow_ref: workflow('extra') },
    },
    'the workflow that plans, of another branch': {
      opens: undefined,
      claims: { sub: 'ref:refs/heads/mine', job_workflow_ref: workflow('drift', 'refs/heads/mine') },
    },
    'an environment in another workflow': {
      opens: undefined,
      claims: { sub: 'environment:dev', job_workflow_ref: workflow('check') },
    },
    'an environment in the apply of another branch': {
      opens: undefined,
      claims: { sub: 'environment:dev', job_workflow_ref: workflow('apply', 'refs/heads/mine') },
    },
    'an environment that is not ours': {
      opens: undefined,
      claims: { sub: 'environment:test', job_workflow_ref: workflow('apply') },
    },
    'a repository that took over the name': {
      opens: undefined,
      claims: { sub: 'pull_request', job_workflow_ref: workflow('plan'), repository_id: '99' },
    },
  };
