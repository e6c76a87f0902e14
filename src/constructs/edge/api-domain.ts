import { ApiGatewayBasePathMapping } from '@cdktf/provider-aws/lib/api-gateway-base-path-mapping';
import { ApiGatewayDomainName } from '@cdktf/provider-aws/lib/api-gateway-domain-name';
import { Construct } from 'constructs';
import { AliasRecord } from './alias-record';

export interface ApiDomainProps {
  readonly name: string;
  /** Zone in which the name is made. */
  readonly hostedZoneId: string;
  /** Certificate for the name, in the region of the API. */
  readonly certificateArn: string;
  readonly apiId: string;
  readonly stage: string;
}

/**
 * The domain under which an API answers, with TLS 1.2 or later, and without the stage in the path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html
 */
export class ApiDomain extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, hostedZoneId, certificateArn, apiId, stage }: ApiDomainProps,
  ) {
    super(scope, id);
    const domain = new ApiGatewayDomainName(this, 'domain', {
      domainName: name,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    new ApiGatewayBasePathMapping(this, 'mapping', {
      apiId,
      stageName: stage,
      domainName: domain.domainName,
    });
    new AliasRecord(this, 'alias', {
      name,
      hostedZoneId,
      target: { dnsName: domain.regionalDomainName, zoneId: domain.regionalZoneId },
    });
  }
}
