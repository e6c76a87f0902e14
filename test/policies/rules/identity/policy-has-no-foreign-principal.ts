import { PolicyDocument, PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { Rule } from '../../rule';
import { findingsInAllows } from '../../support/documents';
import { actionsOf, covers, demandsAccount, principalsOf, resourcesOf } from '../../support/statements';

/** Keys that say whose request it is. */
const CALLER_KEYS = ['aws:PrincipalAccount', 'aws:SourceAccount', 'kms:CallerAccount'];

export const rule: Rule = {
  reason: 'An open principal lets every account of AWS in; a foreign one lets in whom we do not govern.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  check: (estate) =>
    findingsInAllows(estate, ['trust', 'key', 'endpoint', 'resource'], (statement, document) => [
      ...(statement.Principal === undefined ? ['it names no principal'] : []),
      ...principalsOf(statement)
        .filter(({ type, id }) => type !== 'Service' && isStrange(id))
        .filter(
          () =>
            !CALLER_KEYS.some((key) => demandsAccount(statement, key)) &&
            !isPublicDownload(statement, document),
        )
        .map(({ id }) => `${id} may come from any account`),
    ]),
};

const isStrange = (principal: string): boolean =>
  !principal.startsWith(`arn:aws:iam::${ACCOUNT}:`) && principal !== ACCOUNT;

/**
 * Buckets of AWS that a request comes to without a principal of ours, so that no condition on our account would let it
 * pass: ECR sends whoever pulls an image to a signed address, and the package manager of Amazon Linux signs nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 * @see https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 */
const DOWNLOADS = ['arn:aws:s3:::prod-*-starport-layer-bucket/*', 'arn:aws:s3:::al2023-repos-*-de612dc2/*'];

const isPublicDownload = (statement: PolicyStatement, { kind }: PolicyDocument): boolean =>
  kind === 'endpoint' &&
  actionsOf(statement).every((action) => action === 's3:GetObject') &&
  resourcesOf(statement).every((resource) => DOWNLOADS.some((bucket) => covers(bucket, resource)));
