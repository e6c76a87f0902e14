import { blocks, environmentOf } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';

export const rule: Rule = {
  reason: 'What carries no tags cannot be told apart in a bill, nor traced to the stack that made it.',
  source:
    'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs#default_tags-configuration-block',
  check: (estate) => {
    const providers = Object.entries(estate.stacks).flatMap(([stack, { provider }]) =>
      (provider?.['aws'] ?? [{}]).map((body) => ({ address: `${stack}/provider.aws`, scope: stack, body })),
    );
    return findingsAt(providers, ({ scope, body }) => {
      const [tags = {}] = blocks(blocks(body, 'default_tags')[0], 'tags');
      const environment = environmentOf({ scope });
      const expected = {
        Project: NAME_PREFIX,
        ManagedBy: 'terraform',
        Environment: environment,
        Stack: environment === undefined ? scope : scope.slice(environment.length + 1),
      };
      return Object.entries(expected)
        .filter(([tag, value]) => tags[tag] !== value)
        .map(([tag, value]) => `the default tag ${tag} is not ${value ?? 'absent'}`);
    });
  },
};
