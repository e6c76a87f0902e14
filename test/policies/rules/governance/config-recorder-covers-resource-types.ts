import { blocks } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';
import { recordableTypes } from '../../support/config-types';

export const rule: Rule = {
  reason: 'What AWS Config does not record has no history, and no rule sees it change.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_config_configuration_recorder'), ({ body }) => {
      const recorded = blocks(body, 'recording_group').flatMap(({ resource_types: types }) => types);
      return recordableTypes(estate)
        .filter((type) => !recorded.includes(type))
        .map((type) => `it does not record ${type}: add it in src/constructs/governance/recorded-types.ts`);
    }),
};
