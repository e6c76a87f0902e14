import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey, statementsOn } from '../../support/policies-on';
import {
  demanded,
  demandsAccount,
  isAbout,
  isAllow,
  missingActions,
  principalsOf,
} from '../../support/statements';

/** Services that send no source with a message: event-rule-notifies holds their statements. */
const UNCONDITIONED = ['events.amazonaws.com'];

const PUBLISHING_KEY_USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

export const rule: Rule = {
  reason:
    'A service publishes to an encrypted topic only if topic and key both let it; otherwise alarms get lost in silence.',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services',
  check: (estate) => findingsAt(estate.ofType('aws_sns_topic'), (topic) => problemsOf(estate, topic)),
};

function problemsOf(estate: Estate, topic: Resource): string[] {
  const publishing = statementsOn(estate, topic).filter(
    (statement) => isAllow(statement) && isAbout(statement, 'sns:Publish'),
  );
  const key = customerKey(estate, topic, topic.body['kms_master_key_id']);
  return [
    ...unless(publishing.length > 0, 'its policy lets no service publish'),
    ...publishing.flatMap((statement) => {
      const services = principalsOf(statement).filter(({ type }) => type === 'Service');
      return services.flatMap(({ id }) => [
        ...unless(
          UNCONDITIONED.includes(id) ||
            (demandsAccount(statement, 'aws:SourceAccount') &&
              demanded(statement, 'aws:SourceArn').length > 0),
          `its policy lets ${id} publish without aws:SourceAccount and aws:SourceArn`,
        ),
        ...(key === undefined || UNCONDITIONED.includes(id) ? [] : keyProblems(estate, key, id)),
      ]);
    }),
  ];
}

function keyProblems(estate: Estate, key: Resource, service: string): string[] {
  const missing = missingActions(
    statementsOn(estate, key),
    service,
    PUBLISHING_KEY_USE,
    (statement) =>
      demandsAccount(statement, 'aws:SourceAccount') && demanded(statement, 'aws:SourceArn').length > 0,
  );
  return unless(
    missing.length === 0,
    `${key.address} does not let ${service} call ${missing.join(', ')} under aws:SourceAccount and aws:SourceArn`,
  );
}
