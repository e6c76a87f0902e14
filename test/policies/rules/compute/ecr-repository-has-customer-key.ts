import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey, statementsOn } from '../../support/policies-on';
import { covers, demanded, isAbout, isAllow } from '../../support/statements';

export const rule: Rule = {
  reason:
    'A customer key decides who reads the images; ECR makes the repository only if the key lets it have a grant.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecr_repository'), (repository) => problemsOf(estate, repository)),
};

function problemsOf(estate: Estate, repository: Resource): string[] {
  const [encryption] = blocks(repository.body, 'encryption_configuration');
  const key = customerKey(estate, repository, encryption?.['kms_key']);
  if (encryption?.['encryption_type'] !== 'KMS' || key === undefined) {
    return ['it is not encrypted with a key of ours'];
  }
  const service = `ecr.${estate.region(repository)}.amazonaws.com`;
  const grants = statementsOn(estate, key).some(
    (statement) =>
      isAllow(statement) &&
      isAbout(statement, 'kms:CreateGrant') &&
      demanded(statement, 'kms:ViaService').some((pattern) => covers(pattern, service)),
  );
  return unless(grants, `${key.address} lets nobody make a grant through ${service}`);
}
