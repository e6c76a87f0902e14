import { findingsAt, Rule, unless } from '../../rule';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';

const SECRET = /password|passwd|secret|token|credential|private.?key/i;

export const rule: Rule = {
  reason:
    'Terraform keeps the value of a parameter in its state, whatever the type: secrets belong into Secrets Manager.',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-setting-up.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ssm_parameter'), (parameter) => {
      const environment = parameter.stack.split('-')[0] ?? '';
      const name = estate.text(parameter, 'name') ?? '';
      return [
        ...unless(
          ['String', 'StringList'].includes(String(parameter.body['type'])),
          'its type is neither String nor StringList',
        ),
        ...unless(
          name.startsWith(`/${NAME_PREFIX}/${environment}/`),
          `it does not lie under /${NAME_PREFIX}/${environment}/`,
        ),
        ...unless(!SECRET.test(name), 'its name is that of a secret'),
      ];
    }),
};
