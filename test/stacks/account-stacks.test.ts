import { loadEnvironments } from '../../src/config/load';
import { isOfAccount, readStacks, stacksOf } from '../../tools/deploy/graph';
import { chooseStacks } from '../../tools/session/choose-stacks';
import { changed } from '../config/configuration';
import { Body, Configuration, environmentOf, Estate, estateOf } from '../support/estate';
import { runMain } from '../support/run-main';
import { dev, prod, services } from '../support/sample-estate';
import { synthesize } from '../support/synthesis';
import { ACCOUNT } from '../support/values';

/** The first is the one of `backend.tf.json`. */
const [ONE, TWO] = [ACCOUNT, '222222222222'];
const place = (account: string) => ({
  bucket: `states-${account}-us-west-2`,
  region: 'us-west-2',
  lockTable: 'locks',
  kmsAlias: 'alias/states',
});
const synthesized = (...environments: unknown[]) =>
  synthesize({ environments: loadEnvironments(environments, services) });

const apart = synthesized(
  changed(dev, { account: ONE }),
  changed(prod, { account: TWO, backend: { type: 's3', place: place(TWO) } }),
);
const together = synthesized(changed(dev, { account: ONE }), changed(prod, { account: ONE }));
const inTwoRegions = synthesized(
  changed(dev, { account: ONE }),
  JSON.parse(JSON.stringify(changed(prod, { account: ONE })).replaceAll('us-west-2', 'us-east-1')),
);

const accountOf = ({ provider }: Configuration): unknown => provider?.['aws']?.[0]?.['allowed_account_ids'];
const backendOf = ({ terraform }: Configuration): Body =>
  (terraform?.['backend'] as { s3?: Body; local?: Body }).s3 ?? {};
const ofAccounts = (estate: Estate): string[] =>
  Object.keys(estate.stacks).filter((stack) => environmentOf({ scope: stack }) === undefined);

test('drift looks at each stack of an account once, with the first environment that needs it; planning and applying at none', () => {
  const ofAccount = (outDir: string, withAccount: boolean): string[][] =>
    ['dev', 'prod'].map((environment) =>
      chooseStacks({ environment, stacks: [], outDir }, withAccount)
        .map(({ name }) => name)
        .filter(isOfAccount),
    );
  expect(ofAccount(apart, true)).toEqual([
    ['account', 'account-us-west-2'],
    [`account-${TWO}`, `account-${TWO}-us-west-2`],
  ]);
  expect(ofAccount(together, true)).toEqual([['account', 'account-us-west-2'], []]);
  expect(ofAccount(inTwoRegions, true)).toEqual([['account', 'account-us-west-2'], ['account-us-east-1']]);
  // Its state is a file of somebody's checkout until it moves into the bucket.
  expect(ofAccount(synthesize({ stateBackendOwnState: 'bucket' }), true)[0]).toContain('state-backend');
  expect(ofAccount(apart, false)).toEqual([[], []]);
});

describe.each([
  ['in two accounts', apart],
  ['in one account', together],
])('of two environments %s', (_, outDir) => {
  const estate = estateOf(outDir);

  test('each has states of its own, and reads those of no other', () => {
    const states = Object.entries(estate.stacks).map(([stack, configuration]) => {
      const { bucket, key } = backendOf(configuration);
      return stack.startsWith('state-backend') ? stack : `${String(bucket)}/${String(key)}`;
    });
    expect(new Set(states).size).toBe(states.length);
    for (const [stack, { data = {} }] of Object.entries(estate.stacks)) {
      const [environment = ''] = stack.split('-');
      const keys = Object.values(data['terraform_remote_state'] ?? {}).map(
        ({ config }) => (config as Body)['key'],
      );
      expect(keys.filter((key) => !String(key).startsWith(`petclinic/${environment}/`))).toEqual([]);
    }
  });

  test('no name, rule or path of one stands in the stacks of the other', () => {
    for (const [one, other] of [
      ['dev', 'prod'],
      ['prod', 'dev'],
    ]) {
      const own = Object.entries(estate.stacks).filter(([stack]) => stack.startsWith(`${one}-`));
      const text = JSON.stringify(own.map(([, { resource, data }]) => [resource, data]));
      expect(text.match(new RegExp(`petclinic[/-]${other}\\b[^"]{0,40}`, 'g')) ?? []).toEqual([]);
    }
  });

  test('destroying one takes no stack of the account, and none of the other', () => {
    const stacks = readStacks(outDir);
    for (const environment of ['dev', 'prod']) {
      const own = stacksOf(environment, stacks).map(({ name }) => name);
      const left = own.filter((name) => environmentOf({ scope: name }) === undefined);
      expect(own.filter((name) => !name.startsWith(`${environment}-`))).toEqual(left);
      expect(left.map((name) => accountOf(estate.stacks[name] ?? {}))).toEqual(
        left.map(() => accountOf(estate.stacks[`${environment}-network`] ?? {})),
      );
    }
  });
});

test('each account has its own state bucket, table, key and stacks, which no other may touch', () => {
  const estate = estateOf(apart);
  expect(ofAccounts(estate).sort()).toEqual([
    'account',
    `account-${TWO}`,
    `account-${TWO}-us-west-2`,
    'account-us-west-2',
    'state-backend',
    `state-backend-${TWO}`,
  ]);
  for (const [stack, configuration] of Object.entries(estate.stacks)) {
    const isSecond = stack.startsWith('prod-') || stack.includes(TWO);
    expect([stack, accountOf(configuration)]).toEqual([stack, [isSecond ? TWO : ONE]]);
    const { bucket, dynamodb_table: table } = backendOf(configuration);
    if (isSecond && !stack.startsWith('state-')) {
      expect([stack, bucket, table]).toEqual([stack, place(TWO).bucket, 'locks']);
    }
  }
});

test('buckets of an account go only where somebody has emptied them', () => {
  const buckets = estateOf(apart)
    .ofType('aws_s3_bucket')
    .filter((bucket) => environmentOf(bucket) === undefined);
  expect(buckets.length).toBeGreaterThan(3);
  expect(buckets.filter(({ body }) => body['force_destroy'] === true)).toEqual([]);
});

test('a second region of an account makes its own recorder, and nothing that IAM has once', () => {
  const estate = estateOf(inTwoRegions);
  expect(ofAccounts(estate).sort()).toEqual([
    'account',
    'account-us-east-1',
    'account-us-west-2',
    'state-backend',
  ]);
  const ofRegion = estate.stacks['account-us-east-1']?.resource ?? {};
  expect(ofRegion).toHaveProperty('aws_config_configuration_recorder');
  expect(ofRegion).not.toHaveProperty('aws_iam_openid_connect_provider');
  const names = ['us-east-1', 'us-west-2'].map((region) =>
    Object.values(estate.stacks[`account-${region}`]?.resource?.['aws_iam_role'] ?? {}).map(
      ({ name }) => name,
    ),
  );
  expect(names[0]?.filter((name) => names[1]?.includes(name))).toEqual([]);
});

test('plans of a second region decrypt and look up there, as in the first', () => {
  const texts = Object.values(
    estateOf(inTwoRegions).stacks['account']?.resource?.['aws_iam_role_policy'] ?? {},
  )
    .map(({ policy }) => String(policy))
    .filter((policy) => policy.includes('DecryptThroughServices'));
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) {
    for (const part of ['lambda.R.amazonaws', 'secretsmanager.R.amazonaws', 'kms:R:', 'bedrock:R:']) {
      expect(text).toContain(part.replace('R', 'us-east-1'));
      expect(text).toContain(part.replace('R', 'us-west-2'));
    }
  }
});

describe('what the account has already', () => {
  const BOUNDARY = 'arn:aws:iam::123456789012:policy/Limit';
  const settings = `{
    '123456789012': {
      githubProvider: 'existing',
      regions: { 'us-west-2': { configRecorder: 'existing' } },
      accessAnalyzer: 'existing',
      apiGatewayLogging: 'existing',
      boundary: '${BOUNDARY}',
      rolePath: '/teams/clinic/',
      tags: { CostCentre: '42' },
    },
    '111122223333': { rolePath: '/teams/clinic/' },
  }`;
  let estate: Estate;

  beforeAll(() => {
    const { status, stderr, outdir } = runMain({
      'src/config/accounts.ts': (text) =>
        text.replace(/(z\.input<typeof accountSchema>>> = )\{\}/, `$1${settings}`),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    estate = estateOf(outdir);
  });

  const inDevsAccount = (): [string, Configuration][] =>
    Object.entries(estate.stacks).filter(
      ([, configuration]) => String(accountOf(configuration)) === '123456789012',
    );

  test('is made again by no stack, and the rules of AWS Config are', () => {
    const types = inDevsAccount().flatMap(([, { resource = {} }]) => Object.keys(resource));
    expect(types).toContain('aws_config_config_rule');
    expect(types).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/openid_connect|recorder|delivery_channel|accessanalyzer|api_gateway_account/),
      ]),
    );
  });

  test('bounds every role, which lies below the path, and tags every stack', () => {
    const roles = inDevsAccount().flatMap(([, { resource = {} }]) =>
      Object.values(resource['aws_iam_role'] ?? {}),
    );
    expect(roles.length).toBeGreaterThan(10);
    expect(new Set(roles.map((role) => role['permissions_boundary']))).toEqual(new Set([BOUNDARY]));
    expect(roles.filter(({ path }) => !String(path).startsWith('/teams/clinic/'))).toEqual([]);
    for (const [, { provider }] of inDevsAccount()) {
      expect(provider?.['aws']?.[0]?.['default_tags']).toMatchObject([{ tags: { CostCentre: '42' } }]);
    }
  });

  test('denies the roles of CI in their own policies what their boundaries would', () => {
    const policies = Object.values(estate.stacks['account']?.resource?.['aws_iam_role_policy'] ?? {});
    expect(policies.length).toBeGreaterThan(2);
    expect(policies.filter(({ policy }) => !String(policy).includes('"Effect":"Deny"'))).toEqual([]);
  });

  test('is trusted by the roles of CI under the ARN that it has', () => {
    const roles = Object.values(estate.stacks['account']?.resource?.['aws_iam_role'] ?? {});
    expect(roles.length).toBeGreaterThan(2);
    for (const role of roles) {
      expect(JSON.stringify(role['assume_role_policy'])).toContain(
        ':oidc-provider/token.actions.githubusercontent.com',
      );
    }
  });
});
