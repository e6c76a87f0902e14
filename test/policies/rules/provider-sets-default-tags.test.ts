import { foundIn } from '../support/cases';
import { providerSetsDefaultTags } from './provider-sets-default-tags';

const dev = { Project: 'petclinic', Environment: 'dev', Stack: 'network', ManagedBy: 'terraform' };
const account = { Project: 'petclinic', Stack: 'state-backend', ManagedBy: 'terraform' };
const tagged = (name: string, tags: object) =>
  foundIn(providerSetsDefaultTags, { [name]: { provider: { aws: [{ default_tags: [{ tags }] }] } } });

test('a stack with the four tags complies, and one of the whole account without Environment', () => {
  expect(tagged('dev-network', dev)).toEqual([]);
  expect(tagged('state-backend', account)).toEqual([]);
});

test.each([
  ['dev-network', { ...dev, Project: undefined }],
  ['dev-network', { ...dev, Environment: 'prod' }],
  ['dev-network', { ...dev, Stack: 'security' }],
  ['state-backend', { ...account, Environment: 'dev' }],
])('%s with %j is found', (name, tags) => {
  expect(tagged(name, tags)).toEqual([`${name}/provider.aws`]);
});

test('a stack without a provider, and a second provider without tags, are found', () => {
  const bare = { region: 'us-east-1' };
  expect(foundIn(providerSetsDefaultTags, { 'dev-network': {} })).toHaveLength(4);
  expect(
    foundIn(providerSetsDefaultTags, {
      'dev-network': { provider: { aws: [{ default_tags: { tags: dev } }, bare] } },
    }),
  ).toHaveLength(4);
});
