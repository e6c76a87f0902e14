import { Estate, listOf, Resource } from '../../support/estate';
import { PolicyDocument, PolicyStatement } from '../../support/policy-documents';
import { actionsOf, isAllow, principalsOf, resourcesOf } from './statements';

/** One thing that a role may do: an action, on a resource, by a statement. */
export interface Right {
  readonly action: string;
  readonly resource: string;
  readonly statement: PolicyStatement;
}

const documentsAt = (estate: Estate, resources: readonly Resource[]): PolicyDocument[] =>
  estate.policyDocuments().filter(({ resource }) => resources.includes(resource));

/** The policies of ours that give a role its rights, inline and attached. */
export function rightsDocuments(estate: Estate, role: Resource): PolicyDocument[] {
  const attached = estate
    .referringTo(role, 'role', 'aws_iam_role_policy_attachment')
    .flatMap((attachment) => estate.targets(attachment, attachment.body['policy_arn']));
  const inline = estate.referringTo(role, 'role', 'aws_iam_role_policy');
  return documentsAt(estate, [...inline, ...attached]);
}

/** Rights that documents allow, each action on each resource apart. */
export const rightsIn = (documents: readonly PolicyDocument[]): Right[] =>
  documents.flatMap(({ statements }) =>
    statements
      .filter(isAllow)
      .flatMap((statement) =>
        actionsOf(statement).flatMap((action) =>
          resourcesOf(statement).map((resource) => ({ action, resource, statement })),
        ),
      ),
  );

/** A role that GitHub's workflows assume. */
export interface WorkflowRole {
  readonly role: Resource;
  readonly trust: PolicyStatement;
  /** The subjects of which a token has to have one, such as `repo:owner/name:pull_request`. */
  readonly subjects: readonly string[];
  /** The environment that it is for; undefined for one that plans all of them. */
  readonly environment: string | undefined;
}

/** The roles that an identity provider's tokens open. */
export const workflowRoles = (estate: Estate): WorkflowRole[] =>
  estate
    .policyDocuments()
    .filter(({ kind }) => kind === 'trust')
    .flatMap(({ resource, statements }) =>
      statements
        .filter((statement) => principalsOf(statement).some(({ type }) => type === 'Federated'))
        .map((trust) => {
          const subjects = subjectsOf(trust);
          const environments = subjects.map((subject) => /:environment:([^:]+)$/.exec(subject)?.[1]);
          return { role: resource, trust, subjects, environment: environments.find(Boolean) };
        }),
    );

function subjectsOf({ Condition = {} }: PolicyStatement): string[] {
  const values = Object.entries(Condition['StringEquals'] ?? {});
  return listOf(values.find(([key]) => key.endsWith(':sub'))?.[1]);
}
