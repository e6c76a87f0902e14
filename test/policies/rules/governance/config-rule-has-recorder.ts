import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A rule that waits for changes of what is not recorded never judges anything, and AWS takes none before there is a recorder.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_components.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_config_config_rule'), (rule) => {
      const status = recordingOf(estate, rule);
      if (status === undefined)
        return ['it does not wait until something is recorded: depend on the status of the recorder'];
      const recorder = estate.target(status, status.body['name']);
      const recorded = blocks(recorder?.body, 'recording_group').flatMap(
        ({ resource_types }) => resource_types,
      );
      const judged = blocks(rule.body, 'scope').flatMap(
        ({ compliance_resource_types: types }) => types as string[],
      );
      return [
        ...judged
          .filter((type) => !recorded.includes(type))
          .map((type) => `it waits for changes of ${type}, which is not recorded`),
        ...unless(
          judged.length > 0 !== 'maximum_execution_frequency' in rule.body,
          'it looks either at changes of the types in its scope, or every so often',
        ),
      ];
    }),
};

/** The status of a recorder that is on, if the rule waits for it. */
const recordingOf = (estate: Estate, rule: Resource): Resource | undefined =>
  ((rule.body['depends_on'] ?? []) as string[])
    .map((address) => estate.at(rule, address))
    .find(
      (other) =>
        other?.type === 'aws_config_configuration_recorder_status' && other.body['is_enabled'] === true,
    );
