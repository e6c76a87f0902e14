import {
  AccessAnalyzerClient,
  CreateAnalyzerCommand,
  DeleteAnalyzerCommand,
} from '@aws-sdk/client-accessanalyzer';
import { APIGatewayClient, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import { BackupClient, UpdateRegionSettingsCommand } from '@aws-sdk/client-backup';
import { BedrockClient, DeleteFoundationModelAgreementCommand } from '@aws-sdk/client-bedrock';
import { ConfigServiceClient, StopConfigurationRecorderCommand } from '@aws-sdk/client-config-service';
import { CostExplorerClient, UpdateCostAllocationTagsStatusCommand } from '@aws-sdk/client-cost-explorer';
import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  BatchDeleteImageCommand,
  ECRClient,
  PutRegistryScanningConfigurationCommand,
} from '@aws-sdk/client-ecr';
import { CreateClusterCommand, ECSClient, PutAccountSettingCommand } from '@aws-sdk/client-ecs';
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  DeletePolicyCommand,
  IAMClient,
  UntagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { DeleteHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateListSubscriptions, SNSClient, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { zipSync } from 'fflate';
import { COLLECTOR, COLLECTOR_TAG } from '../../../src/constructs/compute/collector';
import { Environment } from '../../../src/config/schema';
import { findings } from '../../../tools/doctor/check';
import { placeOf } from '../../../tools/doctor/place';
import { checksOf } from '../../../tools/doctor/run';
import { endpointOf } from '../../../tools/session/emulator-record';
import { testEmulator } from '../../e2e/world';
import { sampleEnvironments } from '../../support/sample-estate';
import { temporaryFolder } from '../../support/temporary-folder';
import { ACCOUNT } from '../../support/values';
import { admin, makeGoodAccount, permit } from './good-account';

/** An account on an emulator that has all that `prod` needs, and API calls that make it bad, one line after the other. */
const sample = placeOf('prod', sampleEnvironments());
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

const CHAT = 'anthropic.claude-haiku-5-5';
const TITAN = 'amazon.titan-embed-text-v2:0';
const announce = async (model: string, change: object): Promise<void> => {
  const body = JSON.stringify({ [model]: change });
  await fetch(`${endpoint}/_emulator/bedrock/models`, { method: 'PUT', body });
};
const giveUp = (modelId: string): Promise<unknown> =>
  new BedrockClient(options).send(new DeleteFoundationModelAgreementCommand({ modelId }));
const dropImage = (name: string, imageTag: string): Promise<unknown> =>
  new ECRClient(options).send(
    new BatchDeleteImageCommand({
      repositoryName: sample.names('ecr-repository', name),
      imageIds: [{ imageTag }],
    }),
  );

async function runElsewhere(): Promise<void> {
  const ecs = new ECSClient(options);
  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: 'elsewhere' }));
  const task = {
    clusterArn: cluster?.clusterArn,
    taskArn: `${cluster?.clusterArn ?? ''}/1`.replace(':cluster/', ':task/'),
    taskDefinitionArn: 'other:1',
    group: 'family:other',
    desiredStatus: 'RUNNING',
    lastStatus: 'RUNNING',
    cpu: '1024',
  };
  // The emulator has the tasks that run, as whoever runs them reports.
  const report = {
    method: 'POST',
    body: JSON.stringify({ port: 1, tasks: [task], services: {}, targets: {} }),
  };
  expect((await fetch(`${endpoint}/_emulator/tasks`, report)).status).toBe(200);
}

/** Ids of the subnets of the VPC that AWS gives an account. */
async function defaultSubnets(): Promise<string[]> {
  const { Subnets = [] } = await new EC2Client(options).send(new DescribeSubnetsCommand({}));
  return Subnets.flatMap(({ SubnetId }) => SubnetId ?? []).slice(0, 2);
}

async function makeBalancers(): Promise<void> {
  const Subnets = await defaultSubnets();
  const elb = new ElasticLoadBalancingV2Client(options);
  for (let index = 0; index < 49; index += 1) {
    await elb.send(new CreateLoadBalancerCommand({ Name: `other-${index}`, Subnets }));
  }
}

async function reserveElsewhere(): Promise<void> {
  const lambda = new LambdaClient(options);
  const FunctionName = 'other';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'python3.11',
      Handler: 'a.b',
      Role: `arn:aws:iam::${ACCOUNT}:role/api-gateway-logs`,
      Code: { ZipFile: zipSync({ 'a.py': new Uint8Array() }) },
    }),
  );
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 890 }));
}

/** Adds rules by hand to the group that has most of them. */
async function addRules(): Promise<void> {
  const ec2 = new EC2Client(options);
  const group = { GroupName: sample.names('security-group', 'endpoints'), Description: 'endpoints' };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
  const IpPermissions = Array.from({ length: 55 }, (_, n) => ({
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    IpRanges: [{ CidrIp: `10.9.${n}.0/24` }],
  }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

/** Lines, the call that makes each bad, and the beginning of what it says then. */
const BAD: Readonly<Record<string, readonly [says: string, call: () => Promise<unknown>]>> = {
  'State bucket': [
    'FAILED there is no petclinic-terraform-state-',
    () =>
      new S3Client({ ...options, forcePathStyle: true }).send(
        new DeleteBucketCommand({ Bucket: sample.account.stateBucket.bucket }),
      ),
  ],
  'Permissions boundary': [
    'FAILED arn:aws:iam::123456789012:policy/petclinic/ci/petclinic-prod-boundary is not there',
    () =>
      new IAMClient(options).send(
        new DeletePolicyCommand({
          PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/petclinic/ci/petclinic-prod-boundary`,
        }),
      ),
  ],
  'GitHub identity provider': [
    "FAILED arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com is somebody else's",
    () =>
      new IAMClient(options).send(
        new UntagOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
          TagKeys: ['Project'],
        }),
      ),
  ],
  'API Gateway logging role': [
    'FAILED none in us-west-2; prod-edge fails without: apply account-us-west-2',
    () =>
      new APIGatewayClient(options).send(
        new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn' }] }),
      ),
  ],
  'ECS account settings': [
    'FAILED ECS refuses tags: aws ecs put-account-setting-default --name serviceLongArnFormat --value enabled',
    () =>
      new ECSClient(options).send(
        new PutAccountSettingCommand({ name: 'serviceLongArnFormat', value: 'disabled' }),
      ),
  ],
  'Cost allocation tag': [
    'note Environment is not active, so petclinic-prod',
    () =>
      new CostExplorerClient(options).send(
        new UpdateCostAllocationTagsStatusCommand({
          CostAllocationTagsStatus: [{ TagKey: 'Environment', Status: 'Inactive' }],
        }),
      ),
  ],
  'Rights to plan': [
    'FAILED arn:aws:iam::123456789012:role/petclinic/ci/planner may not ec2:DescribeVpcs, s3:GetObject on arn:aws:s3:::',
    () => permit(endpoint, 'less', ['ec2:DescribeVpcs', 's3:GetObject'], 'Deny'),
  ],
  'Elastic IPs': [
    'FAILED 5 allowed, 4 for dev and prod, 2 taken by others: aws service-quotas request-service-quota-increase',
    () =>
      Promise.all(
        [0, 1].map(() => new EC2Client(options).send(new AllocateAddressCommand({ Domain: 'vpc' }))),
      ),
  ],
  VPCs: [
    'FAILED 5 allowed, 2 for dev and prod, 4 taken by others',
    () =>
      Promise.all(
        [9, 10, 11].map((n) =>
          new EC2Client(options).send(new CreateVpcCommand({ CidrBlock: `10.${n}.0.0/16` })),
        ),
      ),
  ],
  'Fargate vCPUs': ['FAILED 68 allowed, 68 for dev and prod, 1 taken by others', runElsewhere],
  'Load balancers': ['FAILED 50 allowed, 2 for dev and prod, 49 taken by others', makeBalancers],
  'Security group rules': ['FAILED 60 allowed, 6 for prod, 55 taken by others', addRules],
  'Config recorder': [
    'FAILED petclinic-account is stopped, so nothing is held against its rules: aws configservice start-',
    () =>
      new ConfigServiceClient(options).send(
        new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'petclinic-account' }),
      ),
  ],
  'Access Analyzer': [
    "FAILED theirs is somebody else's, and AWS takes one in us-west-2: say accessAnalyzer: 'existing'",
    async () => {
      const client = new AccessAnalyzerClient(options);
      await client.send(new DeleteAnalyzerCommand({ analyzerName: 'petclinic-account' }));
      await client.send(new CreateAnalyzerCommand({ analyzerName: 'theirs', type: 'ACCOUNT' }));
    },
  ],
  'Image scans': [
    'note ENHANCED: Amazon Inspector has the findings',
    () =>
      new ECRClient(options).send(
        new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules: [] }),
      ),
  ],
  'Backups of Aurora': [
    'FAILED AWS Backup leaves Aurora out, without a word: aws backup update-region-settings',
    () =>
      new BackupClient(options).send(
        new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { Aurora: false } }),
      ),
  ],
  'Lambda concurrency': [
    'FAILED 1000 allowed, 110 not reserved by any function, 20 for the assistant',
    reserveElsewhere,
  ],
  [`${CHAT}: life cycle`]: [
    'note LEGACY, ends 2999-12-24: choose another (docs/runbooks/models.md)',
    () => announce(CHAT, { ends: '2999-12-24T00:00:00Z' }),
  ],
  [`${CHAT}: access`]: ['FAILED agreement NOT_AVAILABLE', () => giveUp(CHAT)],
  [`${CHAT}: profile`]: [
    'FAILED not known, since the question failed: ResourceNotFoundException',
    () => announce(CHAT, { areas: ['eu'] }),
  ],
  [`${TITAN}: throughput`]: [
    'FAILED INFERENCE_PROFILE: name an inference profile that leads to it (docs/runbooks/models.md)',
    () => announce(TITAN, { on_demand: false }),
  ],
  [`${TITAN}: life cycle`]: [
    'FAILED ended on 2026-01-01',
    () => announce(TITAN, { ends: '2026-01-01T00:00:00Z' }),
  ],
  [`${TITAN}: access`]: ['FAILED agreement NOT_AVAILABLE', () => giveUp(TITAN)],
  ...Object.fromEntries(
    [...sample.environment.services, { name: COLLECTOR, imageTag: COLLECTOR_TAG }].map(
      ({ name, imageTag }) => [
        `Image of ${name}`,
        [
          `FAILED petclinic-prod-${name} has no ${imageTag}: push it`,
          () => dropImage(name, imageTag),
        ] as const,
      ],
    ),
  ),
  'Hosted zone': [
    'FAILED not known, since the question failed: NoSuchHostedZone',
    () => new Route53Client(options).send(new DeleteHostedZoneCommand({ Id: 'Z00000000000000EXAMPLE' })),
  ],
  'Alarm mails': [
    'FAILED operations@petclinic.example.com did not confirm',
    async () => {
      const sns = new SNSClient(options);
      for await (const { Subscriptions = [] } of paginateListSubscriptions({ client: sns }, {})) {
        for (const { SubscriptionArn } of Subscriptions)
          await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      }
    },
  ],
};

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
