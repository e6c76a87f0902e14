import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { rightsDocuments, rightsIn, workflowRoles } from '../../support/roles';
import { demanded } from '../../support/statements';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Reads by the names of their actions; `Decrypt` among them, which changes nothing. */
const READS = /:(BatchGet|Decrypt|Describe|Get|List)\w*$/;

export const rule: Rule = {
  reason:
    'A role that plans runs code which nobody has approved to change anything: what it may write, that code writes.',
  source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html',
  check: (estate) =>
    workflowRoles(estate)
      .filter(({ environment }) => environment === undefined)
      .flatMap(({ role, subjects }) =>
        findingsAt([role], () => [
          ...attachedTo(estate, role)
            .filter((arn) => arn !== READ_ONLY)
            .map((arn) => `${String(arn)} is attached to it; allowed: ${READ_ONLY}`),
          ...rightsIn(rightsDocuments(estate, role)).flatMap(({ action, resource, statement }) =>
            unless(
              READS.test(action) ||
                (!subjects.some((subject) => subject.endsWith(':pull_request')) &&
                  leavesPlans(action, resource, demanded(statement, 'kms:ViaService'))),
              `it may call ${action} on ${resource}`,
            ),
          ),
        ]),
      ),
};

const attachedTo = (estate: Estate, role: Resource): unknown[] =>
  estate.referringTo(role, 'role', 'aws_iam_role_policy_attachment').map(({ body }) => body['policy_arn']);

/** Writes of the deployed branch: plans that wait for their approval, and their encryption. */
const leavesPlans = (action: string, resource: string, through: readonly string[]): boolean =>
  (action === 's3:PutObject' && /\/plans\/[a-z0-9]+\/\*$/.test(resource)) ||
  (action === 'kms:GenerateDataKey' &&
    through.length > 0 &&
    through.every((service) => service.startsWith('s3.')));
