import { PolicyStatement } from '../../../support/policy-documents';
import { Rule, unless } from '../../rule';
import { findingsInAllows } from '../../support/documents';
import { demanded, demandsAccount, Principal, principalsOf } from '../../support/statements';

/** Services whose page says that they send `aws:SourceAccount` and `aws:SourceArn` when they assume a role. */
const SENDS_SOURCE: Readonly<Record<string, string>> = {
  'config.amazonaws.com': 'https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html',
  'ecs-tasks.amazonaws.com':
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  'monitoring.rds.amazonaws.com':
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html',
  'vpc-flow-logs.amazonaws.com': 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
};

/**
 * Services whose page names no ARN for roles, and which send the account: an ARN might never be there.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html
 */
const SENDS_ACCOUNT = ['backup.amazonaws.com'];

/** Services that document no source: a condition on one would keep them from the role. */
const SENDS_NOTHING = ['apigateway.amazonaws.com', 'ec2.amazonaws.com', 'lambda.amazonaws.com'];

const SOURCE_KEYS = ['aws:SourceAccount', 'aws:SourceArn'];

export const rule: Rule = {
  reason:
    'A role that a service may assume for any customer is a confused deputy; one that asks for what is not sent is locked.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  check: (estate) =>
    findingsInAllows(estate, ['trust'], (statement) =>
      principalsOf(statement).flatMap((principal) => problemsOf(statement, principal)),
    ),
};

function problemsOf(statement: PolicyStatement, { type, id }: Principal): string[] {
  if (type === 'Federated') {
    return unless(
      namesItsToken(statement),
      `${id} needs the audience, and a subject that begins without a wildcard`,
    );
  }
  if (type !== 'Service') return [];
  if (SENDS_NOTHING.includes(id)) {
    return SOURCE_KEYS.filter((key) => demanded(statement, key).length > 0).map(
      (key) => `${id} does not send ${key}`,
    );
  }
  if (SENDS_ACCOUNT.includes(id)) {
    return unless(
      demandsAccount(statement, 'aws:SourceAccount') && demanded(statement, 'aws:SourceArn').length === 0,
      `${id} is known to send aws:SourceAccount only: demand that and no ARN`,
    );
  }
  return id in SENDS_SOURCE
    ? unless(
        demandsAccount(statement, 'aws:SourceAccount') && demanded(statement, 'aws:SourceArn').length > 0,
        `${id} sends aws:SourceAccount and aws:SourceArn: demand both`,
      )
    : [`find out whether ${id} sends its source, and add it to the table of this rule`];
}

/** Tells whether the token of a web identity must name our audience and one subject. */
function namesItsToken({ Condition = {} }: PolicyStatement): boolean {
  const values = Object.entries(Condition['StringEquals'] ?? {});
  return ['aud', 'sub'].every((claim) =>
    values.some(
      ([key, value]) => key.endsWith(`:${claim}`) && ![value].flat().some((text) => text.startsWith('*')),
    ),
  );
}
