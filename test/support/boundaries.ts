import { Resource, ResourceGraph } from './resource-graph';
import { arnIn, textIn } from './values';

const ATTACHMENTS = [
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_policy_attachment',
];

/** The policies of an estate that are boundaries of roles, by account and ARN: every account stands for ours here. */
const found = new WeakMap<ResourceGraph, ReadonlyMap<string, Resource>>();

function boundaries(graph: ResourceGraph): ReadonlyMap<string, Resource> {
  const known = found.get(graph);
  if (known !== undefined) return known;
  const named = new Set(
    graph
      .ofType('aws_iam_role')
      .map((role) => keyOf(graph, role, textIn(graph, role, 'permissions_boundary'))),
  );
  const policies = graph
    .ofType('aws_iam_policy')
    .map((policy) => [keyOf(graph, policy, arnIn(graph, policy)), policy] as const)
    .filter(([arn]) => named.has(arn));
  const byArn = new Map(policies);
  found.set(graph, byArn);
  return byArn;
}

const keyOf = (graph: ResourceGraph, { stack }: Resource, arn = ''): string => {
  const accounts = graph.stacks[stack]?.provider?.['aws']?.[0]?.['allowed_account_ids'];
  return `${JSON.stringify(accounts)} ${arn}`;
};

/** The policy that is the permissions boundary of a role, also when another stack makes it and the role says its ARN. */
export const boundaryOf = (graph: ResourceGraph, role: Resource): Resource | undefined =>
  boundaries(graph).get(keyOf(graph, role, textIn(graph, role, 'permissions_boundary')));

/** Tells whether a policy is the boundary of roles only: attached to anything, it would give rights. */
export const onlyBounds = (graph: ResourceGraph, policy: Resource): boolean =>
  [...boundaries(graph).values()].includes(policy) &&
  graph.referringTo(policy, 'policy_arn', ...ATTACHMENTS).length === 0;
