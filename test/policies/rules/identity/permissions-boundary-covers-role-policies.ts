import { boundaryOf } from '../../../support/boundaries';
import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { rightsDocuments, rightsIn } from '../../support/roles';
import { isAbout, isAllow, isOn } from '../../support/statements';

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

/** Statements of the boundary under a condition count where they allow, and not where they deny. */
function problemsOf(estate: Estate, role: Resource): string[] {
  const bounds = estate
    .policyDocuments()
    .filter(({ resource }) => resource === boundaryOf(estate, role))
    .flatMap(({ statements }) => statements);
  return rightsIn(rightsDocuments(estate, role)).flatMap(({ action, resource }) => {
    const about = bounds.filter((statement) => isAbout(statement, action) && isOn(statement, resource));
    if (about.some((statement) => !isAllow(statement) && statement.Condition === undefined))
      return [`its boundary denies ${action} on ${resource}`];
    return about.some(isAllow) ? [] : [`its boundary lacks ${action} on ${resource}`];
  });
}
