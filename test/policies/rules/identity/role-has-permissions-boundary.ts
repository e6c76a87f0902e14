import { boundaryOf } from '../../../support/boundaries';
import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { rightsDocuments, workflowRoles } from '../../support/roles';
import { isAbout, isAllow, isOn } from '../../support/statements';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';

export const rule: Rule = {
  reason:
    'The role that applies an environment may make no role without the boundary, so the apply would be denied; and one without could be given any right.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  check: (estate) => [
    ...findingsAt(
      estate.ofType('aws_iam_role').filter((role) => environmentOf(role) !== undefined),
      (role) => [
        ...unless(
          nameOf(estate, boundaryOf(estate, role)) === `${NAME_PREFIX}-${environmentOf(role) ?? ''}-boundary`,
          `its boundary is not the one of its environment, ${NAME_PREFIX}-<environment>-boundary`,
        ),
        ...unless(mayBeMade(estate, role), 'the role that applies its environment may not make it: its path'),
      ],
    ),
    ...workflowRoles(estate).flatMap(({ role }) =>
      findingsAt([role], () =>
        unless(boundaryOf(estate, role) !== undefined, 'workflows take it, and it has no boundary'),
      ),
    ),
  ],
};

/** Tells whether the role that applies the environment of a role may make that, which its path decides. */
const mayBeMade = (estate: Estate, role: Resource): boolean =>
  workflowRoles(estate)
    .filter(({ environment }) => environment === environmentOf(role))
    .flatMap((applying) => rightsDocuments(estate, applying.role))
    .flatMap(({ statements }) => statements)
    .some(
      (statement) =>
        isAllow(statement) && isAbout(statement, 'iam:CreateRole') && isOn(statement, estate.arn(role) ?? ''),
    );

const nameOf = (estate: Estate, policy: Resource | undefined): string | undefined =>
  policy === undefined ? undefined : estate.text(policy, 'name');
