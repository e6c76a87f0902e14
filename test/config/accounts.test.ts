import { accountSettings } from '../../src/config/accounts';
import { dev, prod } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

const place = (account: string) => ({
  type: 's3',
  place: {
    bucket: `states-${account}-us-west-2`,
    region: 'us-west-2',
    lockTable: 'locks',
    kmsAlias: 'alias/states',
  },
});
const [one, two] = ['111111111111', '222222222222'];
const of = (environment: object, account: string | undefined, backend?: object): unknown =>
  changed(environment, {
    ...(account === undefined ? {} : { account }),
    ...(backend === undefined ? {} : { backend }),
  });

it.each<[string, unknown[]]>([
  ['of one account, which nobody names', [dev, prod]],
  ['of one account by name', [of(dev, one), of(prod, one)]],
  ['of one account in a bucket of its own', [of(dev, one, place(one)), of(prod, one, place(one))]],
  ['of two accounts, one of them with a bucket of its own', [of(dev, one), of(prod, two, place(two))]],
  [
    'in HCP Terraform',
    [of(dev, one), of(prod, two, { type: 'cloud', organization: 'clinic', project: 'prod' })],
  ],
])('takes environments %s', (_, environments) => {
  expect(problemsOf(environments)).toEqual([]);
});

it.each<[string, unknown[], string]>([
  [
    'two accounts with states in one bucket',
    [of(dev, one), of(prod, two)],
    "prod.backend: \"the bucket of backend.tf.json\" is where the states of dev lie, in another account; allowed: a place of the account's own: { type: 's3', place: { bucket, region, lockTable, kmsAlias } }",
  ],
  [
    'an account with states in two buckets',
    [of(dev, one), of(prod, one, place(one))],
    'prod.backend: "states-111111111111-us-west-2" is not where the states of dev lie, in the same account; allowed: one state bucket for an account: the bucket of backend.tf.json',
  ],
  [
    'a bucket of its own without an account',
    [of(dev, undefined, place(one))],
    'dev.account: is missing; allowed: the account of its own state bucket, 12 digits in quotes',
  ],
  [
    'a bucket with the id of another account',
    [of(dev, one, place(two))],
    'dev.backend.place.bucket: "states-222222222222-us-west-2" carries the id of another account than 111111111111; allowed: a bucket of account 111111111111',
  ],
])('refuses %s', (_, environments, problem) => {
  expect(problemsOf(environments)).toEqual([problem]);
});

it('gives an account without an entry all that the project makes', () => {
  const project = { githubProvider: 'create', configRecorder: 'create', rolePath: '/petclinic/', tags: {} };
  expect(accountSettings(one, {})).toMatchObject(project);
  expect(accountSettings(undefined)).toMatchObject(project);
});

it('names every problem of an entry', () => {
  const entry = {
    configRecorder: 'none',
    rolePath: 'petclinic',
    boundary: 'arn:aws:iam::aws:policy/A',
    tags: { 'aws:a': '' },
  };
  expect(() => accountSettings(one, { [one]: entry })).toThrow(
    new RegExp(
      ['configRecorder', 'boundary', 'rolePath', 'tags.aws:a']
        .map((field) => `accounts.${one}.${field}: `)
        .join('[^]*'),
    ),
  );
});
