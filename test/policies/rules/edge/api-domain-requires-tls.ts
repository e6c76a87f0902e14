import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'TLS 1.0 is broken, and an API that also answers under the name that AWS made up has a second way in.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_api_gateway_domain_name'), (domain) => {
      const apis = apisOf(estate, domain);
      return [
        ...unless(domain.body['security_policy'] === 'TLS_1_2', 'it takes TLS below 1.2'),
        ...unless(
          estate.target(domain, domain.body['regional_certificate_arn'])?.type === 'aws_acm_certificate',
          'its certificate is not one of ours for the region',
        ),
        ...unless(apis.length > 0, 'no API answers under it'),
        ...apis
          .filter(({ body }) => body['disable_execute_api_endpoint'] !== true)
          .map(({ address }) => `${address} answers under another name as well`),
        ...apis
          .filter(({ body }) => !types(body).includes('REGIONAL'))
          .map(({ address }) => `${address} is not regional`),
      ];
    }),
};

const types = (body: Resource['body']): unknown[] =>
  blocks(body, 'endpoint_configuration').flatMap((endpoint) => endpoint['types'] as unknown[]);

const apisOf = (estate: Estate, domain: Resource): Resource[] =>
  estate
    .referringTo(domain, 'domain_name', 'aws_api_gateway_base_path_mapping')
    .flatMap((mapping) => estate.targets(mapping, mapping.body['api_id']));
