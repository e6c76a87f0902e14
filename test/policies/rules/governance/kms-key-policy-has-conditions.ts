import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { demanded, demandsAccount, isAbout, isAllow, principalsOf } from '../../support/statements';

/** Actions that read or write data, or hand on the right to. */
const USE = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:GenerateMac',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:Sign',
];

/** EventBridge sends no source when it publishes to an encrypted topic: a condition would lose every message. */
const UNCONDITIONED = 'events.amazonaws.com';

export const rule: Rule = {
  reason:
    'A grant without a condition lets a principal use the key for any data, and a service for any customer.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_kms_key'), (key) => {
      const statements = statementsOn(estate, key);
      return [
        ...unless(
          statements.length > 0,
          'it has no policy: by default every principal of the account may use it',
        ),
        ...statements
          .filter((statement) => isAllow(statement) && USE.some((action) => isAbout(statement, action)))
          .flatMap(problemsOf),
      ];
    }),
};

function problemsOf(statement: PolicyStatement): string[] {
  const title = statement.Sid ?? JSON.stringify(statement.Action);
  return principalsOf(statement).flatMap(({ type, id }) =>
    type === 'Service'
      ? unless(
          id === UNCONDITIONED || namesItsCustomer(statement),
          `${title}: ${id} needs aws:SourceAccount, aws:SourceArn or an encryption context`,
        )
      : unless(
          (demanded(statement, 'kms:ViaService').length > 0 || namesItsContext(statement)) &&
            demandsAccount(statement, 'kms:CallerAccount'),
          `${title}: ${id} needs kms:CallerAccount, and kms:ViaService or an encryption context`,
        ),
  );
}

const namesItsCustomer = (statement: PolicyStatement): boolean =>
  demandsAccount(statement, 'aws:SourceAccount') ||
  demanded(statement, 'aws:SourceArn').length > 0 ||
  namesItsContext(statement);

const namesItsContext = (statement: PolicyStatement): boolean =>
  Object.values(statement.Condition ?? {})
    .flatMap(Object.keys)
    .some((key) => key.startsWith('kms:EncryptionContext:') && demanded(statement, key).length > 0);
