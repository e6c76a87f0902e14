import { Configured, protectionsIn } from '../../../tools/deploy/protection';
import { StateResource } from '../../../tools/deploy/state';

const resource = (type: string, attributes: Record<string, unknown>, name = 'main'): StateResource => ({
  address: `${type}.${name}`,
  type,
  attributes,
});
const prevented: Configured = {
  resource: { aws_rds_cluster: { main: { lifecycle: { prevent_destroy: true } }, other: {} } },
};

/** Address and reason of each protection. */
function protections(
  resources: readonly StateResource[],
  { configured = {}, contents = {} }: { configured?: Configured; contents?: Record<string, string> } = {},
): (readonly [string, string])[] {
  return protectionsIn({ name: 'prod-data' }, configured, resources, new Map(Object.entries(contents))).map(
    ({ stack, address, by }) => {
      expect(stack).toBe('prod-data');
      return [address, by];
    },
  );
}

it('finds what the JSON has Terraform refuse, whether as one block or as a list of them', () => {
  const deployed = [resource('aws_rds_cluster', {}), resource('aws_rds_cluster', {}, 'other')];
  expect(protections(deployed, { configured: prevented })).toEqual([
    ['aws_rds_cluster.main', 'prevent_destroy'],
  ]);
  const listed = { resource: { aws_rds_cluster: { main: { lifecycle: [{ prevent_destroy: true }] } } } };
  expect(protections(deployed, { configured: listed })).toEqual([
    ['aws_rds_cluster.main', 'prevent_destroy'],
  ]);
});

it('finds each instance of what the JSON protects', () => {
  const deployed = [{ ...resource('aws_rds_cluster', {}), address: 'aws_rds_cluster.main["a"]' }];
  expect(protections(deployed, { configured: prevented })).toEqual([
    ['aws_rds_cluster.main["a"]', 'prevent_destroy'],
  ]);
});

it('finds nothing where nothing is deployed, whatever the JSON says', () => {
  expect(protections([], { configured: prevented })).toEqual([]);
});

it.each([
  ['aws_rds_cluster', 'deletion_protection'],
  ['aws_lb', 'enable_deletion_protection'],
  ['aws_dynamodb_table', 'deletion_protection_enabled'],
])('finds an %s that AWS protects, as it was applied', (type, attribute) => {
  expect(protections([resource(type, { [attribute]: true })])).toEqual([
    [`${type}.main`, 'deletion protection'],
  ]);
  expect(protections([resource(type, { [attribute]: false })])).toEqual([]);
});

it('tells all reasons for one resource together, and what is in the way because of what it holds', () => {
  const deployed = [
    resource('aws_rds_cluster', { deletion_protection: true }),
    resource('aws_s3_bucket', {}),
  ];
  const contents = { 'aws_s3_bucket.main': 'objects' };
  expect(protections(deployed, { configured: prevented, contents })).toEqual([
    ['aws_rds_cluster.main', 'prevent_destroy, deletion protection'],
    ['aws_s3_bucket.main', 'it holds objects'],
  ]);
});
