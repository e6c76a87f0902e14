import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';

/** TTL of the validation records. ACM looks them up at least every day, as long as the certificate is in use. */
const TTL_SECONDS = 300;

export interface CertificateProps {
  /** Domain of the certificate, and key of its record in Terraform's address. */
  readonly domain: string;
  /** Further names on the certificate, by the key of their record. */
  readonly alternatives: Keyed<string>;
  /** Public zone that all of them lie in. */
  readonly hostedZoneId: string;
}

/**
 * A public certificate that ACM renews as long as its records stand in DNS.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct {
  /** ARN of the certificate, known once ACM has issued it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { domain, alternatives, hostedZoneId }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, 'certificate', {
      domainName: domain,
      subjectAlternativeNames: byKey(alternatives).map(([, name]) => name),
      validationMethod: 'DNS',
      // A listener holds it: the next one has to be there before this one can go.
      lifecycle: { createBeforeDestroy: true },
    });
    const option = (name: string, attribute: string): string =>
      `\${one([for option in ${certificate.terraformResourceType}.${certificate.friendlyUniqueId}` +
      `.domain_validation_options : option.${attribute} if option.domain_name == "${name}"])}`;
    const records = byKey({ ...alternatives, domain }).map(
      ([key, name]) =>
        new Route53Record(this, `validation-${key}`, {
          zoneId: hostedZoneId,
          name: option(name, 'resource_record_name'),
          type: option(name, 'resource_record_type'),
          records: [option(name, 'resource_record_value')],
          ttl: TTL_SECONDS,
        }),
    );
    this.arn = new AcmCertificateValidation(this, 'validation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
    }).certificateArn;
  }
}
