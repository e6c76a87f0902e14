import { Rule, unless } from '../../rule';
import { EVERY_KIND, findingsInAllows } from '../../support/documents';
import { actionsOf } from '../../support/statements';

export const rule: Rule = {
  reason: 'A wildcard allows what AWS adds tomorrow, and what nobody meant today.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: (estate) =>
    findingsInAllows(estate, EVERY_KIND, (statement) => [
      ...unless(statement.NotAction === undefined, 'NotAction allows everything else'),
      ...actionsOf(statement)
        .filter((action) => /[*?]/.test(action))
        .map((action) => `${action} is a wildcard`),
    ]),
};
