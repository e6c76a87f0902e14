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
import { AllocateAddressCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  BatchDeleteImageCommand,
  ECRClient,
  PutRegistryScanningConfigurationCommand,
} from '@aws-sdk/client-ecr';
import { ECSClient, PutAccountSettingCommand } from '@aws-sdk/client-ecs';
import { DeletePolicyCommand, IAMClient, UntagOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { DeleteHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateListSubscriptions, SNSClient, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { COLLECTOR, COLLECTOR_TAG } from '../../../src/constructs/compute/collector';
import { placeOf } from '../../../tools/doctor/place';
import { sampleEnvironments } from '../../support/sample-estate';
import { ACCOUNT } from '../../support/values';
import { admin, permit } from './good-account';
import { addRules, makeBalancers, reserveElsewhere, runElsewhere } from './busy-account';

/** Account that {@link BAD} spoils: of `prod`, on the emulator that {@link useEmulator} names. */
export const sample = placeOf('prod', sampleEnvironments());
let endpoint: string;
let options: ReturnType<typeof admin>;
export function useEmulator(at: string): void {
  endpoint = at;
  options = admin(at);
}

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

/** Lines, the call that makes each bad, and the beginning of what it says then. */
export const BAD: Readonly<Record<string, readonly [says: string, call: () => Promise<unknown>]>> = {
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
  'Fargate vCPUs': [
    'FAILED 68 allowed, 68 for dev and prod, 1 taken by others',
    () => runElsewhere(endpoint),
  ],
  'Load balancers': [
    'FAILED 50 allowed, 2 for dev and prod, 49 taken by others',
    () => makeBalancers(endpoint),
  ],
  'Security group rules': ['FAILED 60 allowed, 6 for prod, 55 taken by others', () => addRules(endpoint)],
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
    () => reserveElsewhere(endpoint),
  ],
  [`${CHAT}: life cycle`]: [
    'note LEGACY, ends 2999-12-24: choose another (docs/runbooks/models.md)',
    () => announce(CHAT, { ends: '2999-12-24T00:00:00Z' }),
  ],
  [`${CHAT}: access`]: ['FAILED agreement NOT_AVAILABLE', () => giveUp(CHAT)],
  [`${CHAT}: profile`]: [
    'FAILED AWS has no us.anthropic.claude-haiku-5-5 in us-west-2: choose another (docs/runbooks/models.md)',
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
    'FAILED there is no Z00000000000000EXAMPLE in the account: correct domain.hostedZoneId',
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
