import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { Right, rightsDocuments, rightsIn, WorkflowRole, workflowRoles } from '../../support/roles';
import { covers, demanded } from '../../support/statements';

/** What CI itself runs with, in the stacks of the account. */
const OF_CI = ['aws_iam_openid_connect_provider', 'aws_iam_policy', 'aws_iam_role'];

/** Conditions that keep a right on ids and on `*` within an environment. */
const TAGS = ['aws:ResourceTag/Environment', 'aws:RequestTag/Environment'];

export const rule: Rule = {
  reason: 'Whoever may deploy dev could change prod, or the roles that say who may deploy what.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: (estate) =>
    workflowRoles(estate).flatMap((workflow) =>
      workflow.environment === undefined
        ? []
        : findingsAt([workflow.role], () => problemsOf(estate, workflow)),
    ),
};

function problemsOf(estate: Estate, { role, environment = '' }: WorkflowRole): string[] {
  const others = estate.resources.flatMap((resource) =>
    isOfOthers(resource, environment) ? namesOf(estate, resource) : [],
  );
  const rights = rightsIn(rightsDocuments(estate, role)).filter(({ resource }) => resource !== '*');
  return [
    ...tagProblems(rights, environment),
    ...rights
      .filter(({ statement }) => TAGS.every((key) => demanded(statement, key).length === 0))
      .flatMap(({ action, resource }) => {
        const reached = others.find(({ arn }) => covers(resource, arn));
        return reached === undefined ? [] : [`${action} on ${resource} reaches ${reached.address}`];
      }),
  ];
}

const isOfOthers = (resource: Resource, environment: string): boolean => {
  const owner = environmentOf(resource);
  return owner === undefined ? OF_CI.includes(resource.type) : owner !== environment;
};

function namesOf(estate: Estate, resource: Resource): { arn: string; address: string }[] {
  const arn = estate.arn(resource);
  // A key has no name: the tag tells whose it is, and what is about keys asks for the tag, or for a service and an alias.
  return arn === undefined || resource.type === 'aws_kms_key' ? [] : [{ arn, address: resource.address }];
}

const tagProblems = (rights: readonly Right[], environment: string): string[] =>
  rights.flatMap(({ action, statement }) =>
    TAGS.flatMap((key) => demanded(statement, key))
      .filter((value) => value !== environment)
      .map((value) => `${action} also holds for what is tagged ${value}`),
  );
