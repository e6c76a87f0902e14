import { AccessAnalyzerClient, DeleteAnalyzerCommand } from '@aws-sdk/client-accessanalyzer';
import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { Environment } from '../../../src/config/schema';
import { COLLECTOR } from '../../../src/constructs/compute/collector';
import { namesFor } from '../../../src/lib/naming';
import { findings } from '../../../tools/doctor/check';
import { placeOf } from '../../../tools/doctor/place';
import { checksOf } from '../../../tools/doctor/environment';
import { endpointOf } from '../../../tools/session/emulator-record';
import { testEmulator } from '../../e2e/world';
import { Body, estateOf } from '../../support/estate';
import { sampleEnvironments } from '../../support/sample-estate';
import { synthesize } from '../../support/synthesis';
import { temporaryFolder } from '../../support/temporary-folder';
import { ACCOUNT } from '../../support/values';
import { admin, makeGoodAccount } from './good-account';
import { BAD, sample, useEmulator } from './bad-account';

/** Environment of the process, which the tests point at an emulator with all that `prod` needs, and put back. */
const before = { ...process.env };
let endpoint: string;
let options: ReturnType<typeof admin>;

type Lines = Readonly<Record<string, string>>;
const ask = async (place = placeOf('prod', sampleEnvironments())): Promise<Lines> =>
  Object.fromEntries(
    (await findings(checksOf(place))).map(({ subject, state, says }) => [subject, `${state} ${says}`]),
  );
const changed = (one: Lines, other: Lines): string[] =>
  Object.keys(one).filter((subject) => one[subject] !== other[subject]);

let lines: Lines;

beforeAll(async () => {
  endpoint = endpointOf(await testEmulator(temporaryFolder('doctor')));
  options = admin(endpoint);
  useEmulator(endpoint);
  const credentials = await makeGoodAccount(endpoint, sample);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: credentials.SessionToken,
    AWS_REGION: 'us-west-2',
  });
  lines = await ask();
});
afterAll(() => {
  process.env = before;
});

test('of a good account every line is well, but for the placeholders that the emulator does not mind', () => {
  const others = Object.entries(lines).filter(([, line]) => !line.startsWith('ok '));
  expect(others.map(([subject]) => subject)).toEqual(['Placeholders']);
});

test('the stacks give the names under which the lines look', () => {
  const estate = estateOf(synthesize());
  const { names } = sample;
  const account = namesFor('account');
  const asked = [
    ['aws_accessanalyzer_analyzer', 'analyzer_name', account('access-analyzer')],
    ['aws_config_configuration_recorder', 'name', account('config-recorder')],
    ['aws_config_delivery_channel', 'name', account('config-delivery-channel')],
    ['aws_ecr_repository', 'name', names('ecr-repository', 'vets-service')],
    ['aws_ecr_repository', 'name', names('ecr-repository', COLLECTOR)],
    ['aws_ecs_cluster', 'name', names('ecs-cluster')],
    ['aws_lambda_function', 'function_name', names('lambda-function', 'genai')],
    ['aws_lb', 'name', names('load-balancer')],
    ['aws_security_group', 'tags', names('security-group', 'endpoints')],
    ['aws_sns_topic', 'name', names('sns-topic', 'alarms')],
  ] as const;
  const given = (type: string, attribute: string): unknown[] =>
    estate
      .ofType(type)
      .map(({ body }) => (attribute === 'tags' ? (body['tags'] as Body)['Name'] : body[attribute]));
  expect(asked.filter(([type, attribute, name]) => !given(type, attribute).includes(name))).toEqual([]);
});

test('each line about the account has a call that makes it bad', () => {
  expect(Object.keys(BAD).sort()).toEqual(
    Object.keys(lines)
      .filter((subject) => !['Placeholders', 'Credentials'].includes(subject))
      .sort(),
  );
});

/** Lines that are made bad before the account is asked again: neighbours, which are alike, are in different rounds. */
const ROUNDS = 5;
const rounds = Array.from({ length: ROUNDS }, (_, round) =>
  Object.entries(BAD).filter((__, index) => index % ROUNDS === round),
);

test.each(rounds.map((round) => [round.map(([subject]) => subject).join(', '), round] as const))(
  'calls change their lines and no others: %s',
  async (_, round) => {
    for (const [, [, call]] of round) await call();
    const earlier = lines;
    lines = await ask();
    expect(round.map(([subject, [says]]) => [subject, lines[subject]?.slice(0, says.length)])).toEqual(
      round.map(([subject, [says]]) => [subject, says]),
    );
    expect(changed(earlier, lines).sort()).toEqual(round.map(([subject]) => subject).sort());
  },
);

test('credentials of another account fail their line', async () => {
  const backend = { type: 's3', place: { ...sample.account.stateBucket, region: 'us-west-2' } } as const;
  const others = sampleEnvironments().map((each) => ({ ...each, account: '210987654321', backend }));
  expect((await ask(placeOf('prod', others)))['Credentials']).toContain(
    'prod is in account 210987654321: take its credentials',
  );
});

test('of an emulator the account of the environment is asked, whichever the credentials are of', async () => {
  const credentials = { ...process.env };
  const [dev, prod] = sampleEnvironments();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'emulator' });
  delete process.env['AWS_SESSION_TOKEN'];
  const place = {
    bucket: 'states',
    region: 'us-west-2',
    lockTable: 'locks',
    kmsAlias: 'alias/states',
  } as const;
  const elsewhere = { account: '210987654321', backend: { type: 's3', place } } as const;
  const now = await ask(placeOf('prod', [dev, { ...prod, ...elsewhere }] as Environment[]));
  Object.assign(process.env, credentials);
  expect(now['Credentials']).toMatch(/^ok account 210987654321,/);
  expect(now['GitHub identity provider']).toMatch(/^note not there/);
  expect(now['Fargate vCPUs']).toMatch(/^FAILED 6 allowed/);
  expect(now['Config recorder']).toMatch(/^note none in us-west-2, so its findings reach nobody/);
  expect(now['Cost allocation tag']).toMatch(/^note Environment is not active/);
});

test('a service that does not answer is a line of its own for each question, and ends no other', async () => {
  process.env['AWS_ENDPOINT_URL_BEDROCK'] = 'http://127.0.0.1:9';
  const now = await ask();
  delete process.env['AWS_ENDPOINT_URL_BEDROCK'];
  const silent = Object.keys(now).filter((subject) =>
    /: (life cycle|access|profile|throughput)$/.test(subject),
  );
  expect(changed(lines, now)).toEqual(['Credentials', ...silent]);
  for (const subject of silent) {
    expect(now[subject]).toMatch(/^FAILED not known, since the question failed: .*ECONNREFUSED/);
  }
});

test('a provider without the audience of AWS fails its line, and what the configuration says is there and is not', async () => {
  const OpenIDConnectProviderArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
  const iam = new IAMClient(options);
  const Url = 'https://token.actions.githubusercontent.com';
  await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ['others'] }));
  expect((await ask())['GitHub identity provider']).toContain(
    "refuses GitHub's tokens for AWS: aws iam add-client-id-",
  );
  await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  await new AccessAnalyzerClient(options).send(new DeleteAnalyzerCommand({ analyzerName: 'theirs' }));
  const existing = ['githubProvider', 'accessAnalyzer', 'apiGatewayLogging'];
  const place = placeOf('prod', sampleEnvironments());
  const settings = {
    ...place.account.settings,
    ...Object.fromEntries(existing.map((name) => [name, 'existing'])),
  };
  const now = await ask({ ...place, account: { ...place.account, settings } });
  expect(now['GitHub identity provider']).toMatch(/^FAILED not there: say githubProvider: 'create'/);
  expect(now['Access Analyzer']).toMatch(/^FAILED none in us-west-2, though .* accessAnalyzer: 'existing'/);
  expect(now['API Gateway logging role']).toMatch(/^FAILED none .* say apiGatewayLogging: 'create'/);
});
