import { Certificate } from '../../../src/constructs/edge/certificate';
import { resourcesOf } from '../../support/construct';

const { aws_acm_certificate_validation, aws_route53_record } = resourcesOf((stack) => {
  new Certificate(stack, 'certificate', {
    domain: 'clinic.example.com',
    alternatives: { origin: 'origin.clinic.example.com' },
    hostedZoneId: 'Z1',
  });
});

const option = (name: string, attribute: string): string =>
  '${one([for option in aws_acm_certificate.certificate_certificate.domain_validation_options : ' +
  `option.${attribute} if option.domain_name == "${name}"])}`;

test.each([
  ['domain', 'clinic.example.com'],
  ['origin', 'origin.clinic.example.com'],
])('the name %s is proven by a record of its own', (key, name) => {
  expect(aws_route53_record?.[`certificate_validation-${key}`]).toEqual({
    zone_id: 'Z1',
    name: option(name, 'resource_record_name'),
    type: option(name, 'resource_record_type'),
    records: [option(name, 'resource_record_value')],
    ttl: 300,
  });
});

test('the certificate is used once every record proved it', () => {
  expect(aws_acm_certificate_validation?.['certificate_validation']).toEqual({
    certificate_arn: '${aws_acm_certificate.certificate_certificate.arn}',
    validation_record_fqdns: [
      '${aws_route53_record.certificate_validation-domain.fqdn}',
      '${aws_route53_record.certificate_validation-origin.fqdn}',
    ],
  });
});
