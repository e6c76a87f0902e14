import { boundaryOf } from '../../../support/boundaries';
import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { POLICIES_OF_AWS } from '../../support/policies-of-aws';
import { policiesOfAws, Right, rightsDocuments, rightsIn } from '../../support/roles';
import { covers, isAbout } from '../../support/statements';

export const rule: Rule = {
  reason:
    'What a policy allows and the boundary does not, AWS denies, and only when the service first tries it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  check: (estate) =>
    findingsAt(
      estate.ofType('aws_iam_role').filter((role) => boundaryOf(estate, role) !== undefined),
      (role) => problemsOf(estate, role),
    ),
};

function problemsOf(estate: Estate, role: Resource): string[] {
  const bounds = rightsIn(
    estate.policyDocuments().filter(({ resource }) => resource === boundaryOf(estate, role)),
  );
  const isWithin = ({ action, resource }: Pick<Right, 'action' | 'resource'>): boolean =>
    bounds.some(
      (bound) =>
        isAbout({ Effect: 'Allow', Action: bound.action }, action) &&
        covers(bound.resource, resource) &&
        isMet(bound, estate, role),
    );
  const foreign = policiesOfAws(estate, role);
  return [
    ...foreign
      .filter((arn) => !(arn in POLICIES_OF_AWS))
      .map((arn) => `say in test/policies/support/policies-of-aws.ts what ${arn} allows`),
    ...[
      ...rightsIn(rightsDocuments(estate, role)),
      ...foreign.flatMap((arn) => (POLICIES_OF_AWS[arn] ?? []).map((action) => ({ action, resource: '*' }))),
    ]
      .filter((right) => !isWithin(right))
      .map(({ action, resource }) => `its boundary lacks ${action} on ${resource}`),
  ];
}

/**
 * Conditions that hold for everything of the environment: its tag, which the provider sets, its region, and the profile,
 * which Bedrock sends with each model that it leads to.
 */
function isMet({ statement }: Right, estate: Estate, role: Resource): boolean {
  const keys = Object.values(statement.Condition ?? {}).flatMap((values) => Object.entries(values));
  return keys.every(
    ([key, value]) =>
      (key === 'aws:ResourceTag/Environment' && [value].flat().includes(environmentOf(role) ?? '')) ||
      key === 'bedrock:InferenceProfileArn' ||
      (key === 'aws:RequestedRegion' && [value].flat().includes(estate.region(role))),
  );
}
