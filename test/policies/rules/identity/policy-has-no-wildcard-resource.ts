import { PolicyDocument, PolicyStatement } from '../../../support/policy-documents';
import { Rule, unless } from '../../rule';
import { WITHOUT_RESOURCE } from '../../support/actions-without-resource';
import { findingsInAllows } from '../../support/documents';
import { actionsOf, demanded, demandsAccount, resourcesOf } from '../../support/statements';

/** Kinds of policies, but for `key`, where `*` is the key itself, and `trust`, where the resource is the role. */
const KINDS = ['identity', 'endpoint', 'resource'] as const;

export const rule: Rule = {
  reason:
    'A wildcard resource reaches what other systems of the account keep, and what it will keep tomorrow.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: (estate) =>
    findingsInAllows(estate, KINDS, (statement, document) => [
      ...unless(statement.NotResource === undefined, 'NotResource allows everything else'),
      ...resourcesOf(statement)
        .filter((resource) => isWildcard(resource) && !mayBeWild(statement, document) && !isTagged(statement))
        .map((resource) => `${resource} is a wildcard`),
    ]),
};

/** Tells whether the statement holds only for resources with the tag of an environment, which is another way to name them. */
const isTagged = (statement: PolicyStatement): boolean =>
  ['aws:RequestTag/Environment', 'aws:ResourceTag/Environment'].some(
    (key) => demanded(statement, key).length > 0,
  );

/** `*`, or an ARN whose last part, the resource itself, begins with one. */
const isWildcard = (resource: string): boolean => /^(\*|arn(:[^:]*){4}:[*?].*)$/.test(resource);

function mayBeWild(statement: PolicyStatement, { kind }: PolicyDocument): boolean {
  return kind === 'endpoint'
    ? ['aws:PrincipalAccount', 'aws:ResourceAccount'].some((key) => demandsAccount(statement, key))
    : actionsOf(statement).every((action) => WITHOUT_RESOURCE.has(action));
}
