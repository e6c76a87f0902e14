import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiDomainDemandsTls } from './api-domain-demands-tls';

const domain = (body: Body, api: Body = {}, mapping: Body = {}) =>
  found(apiDomainDemandsTls, {
    aws_acm_certificate: { main: {} },
    aws_api_gateway_rest_api: {
      main: {
        disable_execute_api_endpoint: true,
        endpoint_configuration: { types: ['REGIONAL'] },
        ...api,
      },
    },
    aws_api_gateway_base_path_mapping: {
      main: {
        api_id: '${aws_api_gateway_rest_api.main.id}',
        domain_name: '${aws_api_gateway_domain_name.main.domain_name}',
        ...mapping,
      },
    },
    aws_api_gateway_domain_name: {
      main: {
        security_policy: 'TLS_1_2',
        regional_certificate_arn: '${aws_acm_certificate.main.arn}',
        ...body,
      },
    },
  });

test('a domain with TLS 1.2 before an API that answers under no other name complies', () => {
  expect(domain({})).toEqual([]);
});

test.each<[Body, Body, Body]>([
  [{ security_policy: 'TLS_1_0' }, {}, {}],
  [{ security_policy: undefined }, {}, {}],
  [{ regional_certificate_arn: undefined }, {}, {}],
  [{}, { disable_execute_api_endpoint: false }, {}],
  [{}, { endpoint_configuration: { types: ['EDGE'] } }, {}],
  [{}, {}, { domain_name: 'other' }],
])('a domain with %j, an API with %j, a mapping with %j is found', (body, api, mapping) => {
  expect(domain(body, api, mapping)).toEqual(['aws_api_gateway_domain_name.main']);
});
