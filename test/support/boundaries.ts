import type { Estate, Resource } from './estate';

const ATTACHMENTS = [
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_policy_attachment',
];

/** The policies of an estate that are boundaries of roles, by ARN. */
const found = new WeakMap<Estate, ReadonlyMap<string, Resource>>();

function boundaries(estate: Estate): ReadonlyMap<string, Resource> {
  const known = found.get(estate);
  if (known !== undefined) return known;
  const named = new Set(
    estate.ofType('aws_iam_role').map((role) => estate.text(role, 'permissions_boundary') ?? ''),
  );
  const policies = estate
    .ofType('aws_iam_policy')
    .map((policy) => [estate.arn(policy) ?? '', policy] as const)
    .filter(([arn]) => named.has(arn));
  const byArn = new Map(policies);
  found.set(estate, byArn);
  return byArn;
}

/** The policy that is the permissions boundary of a role, also when another stack makes it and the role says its ARN. */
export const boundaryOf = (estate: Estate, role: Resource): Resource | undefined =>
  boundaries(estate).get(estate.text(role, 'permissions_boundary') ?? '');

/** Whether a policy is the boundary of roles and gives nobody a right: attached to anything, it would. */
export const onlyBounds = (estate: Estate, policy: Resource): boolean =>
  [...boundaries(estate).values()].includes(policy) &&
  estate.referringTo(policy, 'policy_arn', ...ATTACHMENTS).length === 0;
