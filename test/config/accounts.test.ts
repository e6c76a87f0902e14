import { groupByAccount } from '../../src/config/account-groups';
import { accountSettings, settingsIn } from '../../src/config/accounts';
import { loadEnvironments } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import { dev, prod, services } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

const place = (account: string, lockTable = 'locks') => ({
  type: 's3',
  place: {
    bucket: `states-${account}-us-west-2`,
    region: 'us-west-2',
    lockTable,
    kmsAlias: 'alias/states',
  },
});
const placeText = (account: string, lockTable = 'locks') =>
  `states-${account}-us-west-2, us-west-2, ${lockTable}, alias/states`;
const cloud = { type: 'cloud', organization: 'clinic', project: 'prod' };
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
  ['of one account, one of them in HCP Terraform', [of(dev, one), of(prod, one, cloud)]],
  [
    'in HCP Terraform, in an account of its own',
    [of(dev, one), of(prod, two, { ...cloud, ...place(two), type: 'cloud' })],
  ],
])('takes environments %s', (_, environments) => {
  expect(problemsOf(environments)).toEqual([]);
});

it.each<[string, unknown[], string]>([
  [
    'two accounts with states in one bucket',
    [of(dev, one), of(prod, two)],
    `prod.backend.place: "the bucket of backend.tf.json" is where the states of dev, in account ${one}, lie; allowed: a bucket of account ${two}: { bucket, region, lockTable, kmsAlias }`,
  ],
  [
    'an account of HCP Terraform alone with its own stacks in the bucket of another',
    [of(prod, two, cloud), of(dev, one)],
    `dev.backend.place: "the bucket of backend.tf.json" is where the states of prod, in account ${two}, lie; allowed: a bucket of account ${one}: { bucket, region, lockTable, kmsAlias }`,
  ],
  [
    'an account that one environment names and another does not',
    [dev, of(prod, one)],
    `prod.backend.place: "the bucket of backend.tf.json" is where the states of dev, in the account of the credentials, lie; allowed: a bucket of account ${one}: { bucket, region, lockTable, kmsAlias }`,
  ],
  [
    'an account with two lock tables',
    [of(dev, one, place(one)), of(prod, one, place(one, 'others'))],
    `prod.backend.place: "${placeText(one, 'others')}" is not where the states of dev, in account ${one}, lie; allowed: one place for an account: ${placeText(one)}`,
  ],
  [
    'an account with states in two buckets',
    [of(dev, one), of(prod, one, place(one))],
    `prod.backend.place: "${placeText(one)}" is not where the states of dev, in account ${one}, lie; allowed: one place for an account: the bucket of backend.tf.json`,
  ],
  [
    'a hosted zone in two accounts',
    [
      changed(of(dev, one), { domain: { name: 'dev.example.org', hostedZoneId: 'Z1' } }),
      changed(of(prod, two, place(two)), { domain: { name: 'www.example.org', hostedZoneId: 'Z1' } }),
    ],
    `prod.domain.hostedZoneId: "Z1" is the zone of dev, in account ${one}; allowed: a zone of the same account, such as one that the other delegates a subdomain to`,
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

it.each<[string, object, RegExp]>([
  [
    'an account of no environment',
    { [two]: {} },
    /accounts\.222222222222: .* is the account of no environment; allowed: 111111111111$/,
  ],
  [
    'a boundary of another account',
    { [one]: { boundary: `arn:aws:iam::${two}:policy/all` } },
    /accounts\.111111111111\.boundary: .* is a policy of another account/,
  ],
  [
    'days of an archive that is not made',
    { [one]: { configRecorder: 'existing', archiveDays: 90 } },
    /accounts\.111111111111\.archiveDays: 90 has no effect/,
  ],
  [
    'days of an archive that one region does not make',
    { [one]: { regions: { 'us-west-2': { configRecorder: 'existing', archiveDays: 90 } } } },
    /accounts\.111111111111\.regions\.us-west-2\.archiveDays: 90 has no effect/,
  ],
  [
    'a region without environments',
    { [one]: { regions: { 'eu-west-1': { configRecorder: 'existing' } } } },
    /regions\.eu-west-1: "eu-west-1" is the region of no environment of the account; allowed: us-west-2$/,
  ],
  [
    "a tag of the project's",
    { [one]: { tags: { project: 'x' } } },
    /tags\.project: "project" is the key Project;/,
  ],
  [
    "more tags than a resource has beside the project's own",
    { [one]: { tags: Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`t${index}`, ''])) } },
    /tags: has 46 tags; allowed: 45, beside the project's own$/m,
  ],
  [
    'tags that IAM takes for one',
    { [one]: { tags: { Team: 'a', team: 'b' } } },
    /tags\.team: "team" is the key Team;/,
  ],
])('refuses an entry with %s, with all that is wrong elsewhere', (_, entries, message) => {
  const environments = [of(dev, one), changed(of(prod, one), { logRetentionDays: 14 })];
  let problems: readonly string[] = [];
  try {
    loadEnvironments(environments, services, {}, entries as Record<string, unknown>);
  } catch (error) {
    problems = (error as ConfigError).problems;
  }
  expect(problems).toEqual([
    expect.stringMatching(/^prod\.logRetentionDays/),
    expect.stringMatching(message),
  ]);
});

it('gives a region what its account has, but for what the region says otherwise', () => {
  const entry = { accessAnalyzer: 'existing', regions: { 'eu-west-1': { configRecorder: 'existing' } } };
  const settings = accountSettings(one, { [one]: entry });
  expect(settingsIn(settings, 'eu-west-1')).toMatchObject({
    accessAnalyzer: 'existing',
    configRecorder: 'existing',
    archiveDays: 400,
  });
  expect(settingsIn(settings, 'us-west-2')).toMatchObject({
    accessAnalyzer: 'existing',
    configRecorder: 'create',
  });
});

describe('the bucket of backend.tf.json', () => {
  const bucket = {
    bucket: `states-${two}-us-west-2`,
    region: 'us-west-2',
    lockTable: 'locks',
    kmsAlias: 'alias/a',
  };
  const grouped =
    (...environments: unknown[]) =>
    () =>
      groupByAccount(loadEnvironments(environments, services), bucket);

  it.each<[string, unknown[]]>([
    ['of its own account', [of(dev, two)]],
    ['of the account of the credentials', [dev]],
    ['of another account, with a place of its own', [of(dev, one, place(one))]],
  ])('takes states %s', (_, environments) => {
    expect(grouped(...environments)).not.toThrow();
  });

  it.each<[string, object | undefined]>([
    ['in S3', undefined],
    ['in HCP Terraform, with its own stacks in the bucket', cloud],
  ])('refuses an environment of another account %s', (_, backend) => {
    expect(grouped(of(dev, one, backend))).toThrow(
      `dev.account: "${one}" is not the account whose id the bucket of backend.tf.json carries; allowed: ${two}, or a backend.place in account ${one}`,
    );
  });
});

it.each([
  ['rolePath', '/aws-reserved/'],
  ['boundary', `arn:aws:iam::${one}:policy/all/`],
  ['tags', { 'AWS:team': 'a' }],
  ['tags', { 'team ': 'a' }],
])('refuses %s %j, which AWS does', (key, value) => {
  expect(() => accountSettings(one, { [one]: { [key]: value } })).toThrow(`accounts.${one}.${key}`);
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
