import { PolicyDocument, PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { Rule } from '../rule';
import { findingsInAllows } from '../support/documents';
import { actionsOf, covers, demandsAccount, principalsOf, resourcesOf } from '../support/statements';

/** Keys that say whose request it is. */
const CALLER_KEYS = ['aws:PrincipalAccount', 'aws:SourceAccount', 'kms:CallerAccount'];

export const policyAdmitsNoStranger: Rule = {
  name: 'policy-admits-no-stranger',
  reason: 'An open principal lets every account of AWS in; a foreign one lets in whom we do not govern.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  check: (estate) =>
    findingsInAllows(estate, ['trust', 'key', 'endpoint', 'resource'], (statement, document) => [
      ...(statement.Principal === undefined ? ['it names no principal'] : []),
      ...principalsOf(statement)
        .filter(({ type, id }) => type === 'AWS' && isStrange(id))
        .filter(
          () =>
            !CALLER_KEYS.some((key) => demandsAccount(statement, key)) &&
            !fetchesImageLayers(statement, document),
        )
        .map(({ id }) => `${id} may come from any account`),
    ]),
};

const isStrange = (principal: string): boolean =>
  !principal.startsWith(`arn:aws:iam::${ACCOUNT}:`) && principal !== ACCOUNT;

/**
 * ECR sends whoever pulls an image to a signed address in a bucket of its own: the request is ECR's, so no condition on
 * our account would let it pass, and it reads nothing but image layers.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
const fetchesImageLayers = (statement: PolicyStatement, { kind }: PolicyDocument): boolean =>
  kind === 'endpoint' &&
  actionsOf(statement).every((action) => action === 's3:GetObject') &&
  resourcesOf(statement).every((resource) => covers('arn:aws:s3:::prod-*-starport-layer-bucket/*', resource));
