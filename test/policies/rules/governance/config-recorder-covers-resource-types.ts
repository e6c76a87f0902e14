import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { recordableTypes } from '../../support/config-types';

export const rule: Rule = {
  reason: 'What AWS Config does not record has no history, and no rule sees it change.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_config_configuration_recorder'), ({ body }) => {
      const recorded = blocks(body, 'recording_group').flatMap(({ resource_types: types }) => types);
      const [strategy] = blocks(blocks(body, 'recording_group')[0], 'recording_strategy');
      const [mode] = blocks(body, 'recording_mode');
      return [
        ...recordableTypes(estate)
          .filter((type) => !recorded.includes(type))
          .map((type) => `it does not record ${type}: add it in src/constructs/governance/recorded-types.ts`),
        ...unless(
          strategy?.['use_only'] === 'INCLUSION_BY_RESOURCE_TYPES',
          'it leaves out the types that it names',
        ),
        ...unless(
          mode?.['recording_frequency'] === 'CONTINUOUS',
          'it records once a day, and is silent until then',
        ),
      ];
    }),
};
