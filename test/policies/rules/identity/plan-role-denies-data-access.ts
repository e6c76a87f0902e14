import { Estate, listOf, Resource } from '../../../support/estate';
import { PolicyDocument } from '../../../support/policy-documents';
import { findingsAt, Rule } from '../../rule';
import { rightsDocuments, workflowRoles } from '../../support/roles';
import { covers, isAbout } from '../../support/statements';

const READS_SECRETS = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];

/** The one that planning needs, and that plans and states hold: see the exceptions of secret-value-is-not-in-state. */
const KNOWN = /^\/petclinic\/[a-z0-9]+\/origin-header-value$/;

export const rule: Rule = {
  reason: 'Anybody who can open a pull request runs code with this role before somebody has read it.',
  source:
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  check: (estate) =>
    workflowRoles(estate)
      .filter(({ environment }) => environment === undefined)
      .flatMap(({ role }) => {
        const documents = rightsDocuments(estate, role);
        return findingsAt([role], () => [
          ...estate
            .ofType('aws_secretsmanager_secret')
            .filter((secret) => !KNOWN.test(estate.text(secret, 'name') ?? ''))
            .flatMap((secret) => open(estate, documents, secret)),
          ...stateProblems(estate, documents),
        ]);
      }),
};

const open = (estate: Estate, documents: readonly PolicyDocument[], secret: Resource): string[] => {
  const arn = estate.arn(secret) ?? '';
  return READS_SECRETS.filter((action) => !denies(documents, action, arn)).map(
    (action) => `nothing denies ${action} on ${arn}`,
  );
};

/** Objects of other buckets than the one with the states. */
const stateProblems = (estate: Estate, documents: readonly PolicyDocument[]): string[] =>
  estate
    .ofType('aws_s3_bucket')
    .map((bucket) => `${estate.arn(bucket) ?? ''}/object`)
    .filter((arn) => !denies(documents, 's3:GetObject', arn))
    .map((arn) => `nothing denies s3:GetObject on ${arn}`);

/** Whether a Deny without conditions takes the action on the resource away. */
const denies = (documents: readonly PolicyDocument[], action: string, arn: string): boolean =>
  documents
    .flatMap(({ statements }) => statements)
    .some(
      (statement) =>
        statement.Effect === 'Deny' &&
        statement.Condition === undefined &&
        isAbout(statement, action) &&
        (statement.NotResource === undefined
          ? listOf(statement.Resource).some((pattern) => covers(pattern, arn))
          : !listOf(statement.NotResource).some((pattern) => covers(pattern, arn))),
    );
