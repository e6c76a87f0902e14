import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'AWS refuses private DNS for an endpoint where the VPC does not resolve names and give them out.',
  source:
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#enable-private-dns-names',
  check: (estate) =>
    findingsAt(
      estate
        .ofType('aws_vpc')
        .filter((vpc) =>
          estate
            .referringTo(vpc, 'vpc_id', 'aws_vpc_endpoint')
            .some(({ body }) => body['private_dns_enabled'] === true),
        ),
      ({ body }) =>
        ['enable_dns_support', 'enable_dns_hostnames'].flatMap((attribute) =>
          unless(body[attribute] === true, `${attribute} is not true`),
        ),
    ),
};
