import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { statementsOn } from '../../support/policies-on';
import { covers, isAbout, isAllow, resourcesOf } from '../../support/statements';
import { routeTablesOf } from '../../support/routes';

export const rule: Rule = {
  reason:
    'A task starts only if it reaches both interfaces of ECR and, in S3, the bucket that holds the image layers.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  check: (estate) => findingsAt(estate.ofType('aws_vpc'), (vpc) => problemsOf(estate, vpc)),
};

function problemsOf(estate: Estate, vpc: Resource): string[] {
  const region = estate.region(vpc);
  const endpoints = estate.referringTo(vpc, 'vpc_id', 'aws_vpc_endpoint');
  const endpoint = (service: string, type: string): Resource | undefined =>
    endpoints.find(
      ({ body }) =>
        body['service_name'] === `com.amazonaws.${region}.${service}` && body['vpc_endpoint_type'] === type,
    );
  const registry = endpoint('ecr.dkr', 'Interface');
  const storage = endpoint('s3', 'Gateway');
  if (endpoint('ecr.api', 'Interface') === undefined || registry === undefined || storage === undefined) {
    return ['one of the endpoints ecr.api, ecr.dkr and the S3 gateway is missing'];
  }
  const layer = `arn:aws:s3:::prod-${region}-starport-layer-bucket/layer`;
  const tables = estate
    .targets(registry, registry.body['subnet_ids'])
    .flatMap((subnet) => routeTablesOf(estate, subnet));
  const served = estate.targets(storage, storage.body['route_table_ids']);
  return [
    ...unless(
      statementsOn(estate, storage).some(
        (statement) =>
          isAllow(statement) &&
          statement.Condition === undefined &&
          isAbout(statement, 's3:GetObject') &&
          resourcesOf(statement).some((resource) => covers(resource, layer)),
      ),
      `${storage.address} does not let image layers pass`,
    ),
    ...tables
      .filter((table) => !served.includes(table))
      .map((table) => `${storage.address} does not serve ${table.address}, which the subnets of ecr.dkr use`),
  ];
}
