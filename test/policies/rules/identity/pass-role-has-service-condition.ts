import { Rule, unless } from '../../rule';
import { findingsInAllows } from '../../support/documents';
import { demanded, isAbout } from '../../support/statements';

export const rule: Rule = {
  reason: 'Whoever may pass a role to any service can run as that role.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  check: (estate) =>
    findingsInAllows(estate, ['identity'], (statement) =>
      unless(
        !isAbout(statement, 'iam:PassRole') || demanded(statement, 'iam:PassedToService').length > 0,
        'iam:PassRole without iam:PassedToService',
      ),
    ),
};
