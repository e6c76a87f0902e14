import { resourcesIn } from '../../../tools/deploy/state';

const state = (...resources: object[]): string => JSON.stringify({ version: 4, resources });

it('knows the managed resources of a state, by the addresses that Terraform shows', () => {
  const text = state(
    { mode: 'managed', type: 'aws_lb', name: 'main', instances: [{ attributes: { name: 'a' } }] },
    { mode: 'data', type: 'aws_region', name: 'here', instances: [{ attributes: {} }] },
    {
      module: 'module.state',
      mode: 'managed',
      type: 'aws_s3_bucket',
      name: 'all',
      instances: [
        { index_key: 0, attributes: { bucket: 'one' } },
        { index_key: 'two', attributes: { bucket: 'two' } },
      ],
    },
  );
  expect(resourcesIn(text)).toEqual([
    { address: 'aws_lb.main', type: 'aws_lb', attributes: { name: 'a' } },
    { address: 'module.state.aws_s3_bucket.all[0]', type: 'aws_s3_bucket', attributes: { bucket: 'one' } },
    {
      address: 'module.state.aws_s3_bucket.all["two"]',
      type: 'aws_s3_bucket',
      attributes: { bucket: 'two' },
    },
  ]);
});

it.each(['', '\n', state(), '{"version":4}'])(
  'finds nothing in the state of a stack without resources',
  (text) => {
    expect(resourcesIn(text)).toEqual([]);
  },
);
