import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { covers, isAbout, isAllow, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason: 'A task starts only if it reaches, in S3, the bucket of AWS that holds the image layers.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  check: (estate) =>
    findingsAt(
      estate
        .ofType('aws_vpc_endpoint')
        .filter((endpoint) => estate.text(endpoint, 'service_name')?.endsWith('.s3') === true),
      (endpoint) => {
        const layer = `arn:aws:s3:::prod-${estate.region(endpoint)}-starport-layer-bucket/layer`;
        return unless(
          statementsOn(estate, endpoint).some(
            (statement) =>
              isAllow(statement) &&
              statement.Condition === undefined &&
              isAbout(statement, 's3:GetObject') &&
              resourcesOf(statement).some((resource) => covers(resource, layer)),
          ),
          'it does not let image layers pass',
        );
      },
    ),
};
