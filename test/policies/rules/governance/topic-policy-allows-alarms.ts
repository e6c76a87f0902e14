import { Estate, Resource } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM } from '../../support/alarms';
import { customerKey, statementsOn } from '../../support/policies-on';
import { demandsAccount, demandsArn, missingActions } from '../../support/statements';

const ACTIONS = ['alarm_actions', 'ok_actions', 'insufficient_data_actions'];

export const rule: Rule = {
  reason: 'An alarm whose ARN the policies of topic and key do not name changes its state and tells nobody.',
  source:
    'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-publish-cloudwatch-alarm',
  check: (estate) =>
    findingsAt(estate.ofType(METRIC_ALARM), (alarm) => {
      const topics = ACTIONS.flatMap((action) => estate.targets(alarm, alarm.body[action])).filter(
        ({ type }) => type === 'aws_sns_topic',
      );
      return [...new Set(topics)].flatMap((topic) => problemsOf(estate, alarm, topic));
    }),
};

function problemsOf(estate: Estate, alarm: Resource, topic: Resource): string[] {
  const name = estate.text(alarm, 'alarm_name') ?? '';
  const arn = arnOf('aws_cloudwatch_metric_alarm', 'arn', name, estate.region(alarm));
  const refused = (policyOf: Resource, actions: string[]): string[] => {
    const missing = missingActions(
      statementsOn(estate, policyOf),
      'cloudwatch.amazonaws.com',
      actions,
      (statement) =>
        demandsAccount(statement, 'aws:SourceAccount') && demandsArn(statement, 'aws:SourceArn', arn),
    );
    return unless(missing.length === 0, `${policyOf.address} does not let ${arn} call ${missing.join(', ')}`);
  };
  const key = customerKey(estate, topic, topic.body['kms_master_key_id']);
  return [
    ...refused(topic, ['sns:Publish']),
    ...(key === undefined ? [] : refused(key, ['kms:Decrypt', 'kms:GenerateDataKey'])),
  ];
}
