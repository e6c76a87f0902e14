import { AccessAnalyzerClient, CreateAnalyzerCommand } from '@aws-sdk/client-accessanalyzer';
import { APIGatewayClient, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CostExplorerClient, UpdateCostAllocationTagsStatusCommand } from '@aws-sdk/client-cost-explorer';
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { RequestServiceQuotaIncreaseCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, Credentials, STSClient } from '@aws-sdk/client-sts';
import { COLLECTOR, COLLECTOR_TAG } from '../../../src/constructs/compute/collector';
import { bucketName, namesFor } from '../../../src/lib/naming';
import { Place } from '../../../tools/doctor/place';
import { provideHostedZone } from '../../../tools/emulator/hosted-zone';
import { ACCOUNT } from '../../support/values';

const PLANNER = 'planner';
const ANYBODY = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const allow = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

/** Options of a client of the emulator, as its administrator. */
export const admin = (endpoint: string, region = 'us-west-2') => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
});

/** Makes what an environment needs in its account on an empty emulator. @returns credentials of who may plan it */
export async function makeGoodAccount(endpoint: string, place: Place): Promise<Credentials> {
  const { environment, names, account } = place;
  const options = admin(endpoint);
  const { bucket, region } = account.stateBucket;
  await new S3Client({ ...admin(endpoint, region), forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    }),
  );
  await new CostExplorerClient(options).send(
    new UpdateCostAllocationTagsStatusCommand({
      CostAllocationTagsStatus: [{ TagKey: 'Environment', Status: 'Active' }],
    }),
  );
  const raise = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538', DesiredValue: 68 };
  await new ServiceQuotasClient(options).send(new RequestServiceQuotaIncreaseCommand(raise));
  const ecr = new ECRClient(options);
  for (const { name, imageTag } of [...environment.services, { name: COLLECTOR, imageTag: COLLECTOR_TAG }]) {
    const repositoryName = names('ecr-repository', name);
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const imageManifestMediaType = 'application/vnd.oci.image.manifest.v1+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, layers: [], config: { digest: name } });
    await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageManifestMediaType }));
  }
  await provideHostedZone(endpoint, environment);
  const sns = new SNSClient(options);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: names('sns-topic', 'alarms') }));
  for (const Endpoint of environment.alarmEmails) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  }
  await makeWatchers(endpoint);
  return makeIdentities(endpoint, place);
}

const watchers = namesFor('account');

/** Recorder with its bucket, and analyzer, as the stack of the region makes them. */
async function makeWatchers(endpoint: string): Promise<void> {
  const options = admin(endpoint);
  const s3BucketName = bucketName('account', 'archive', ACCOUNT, 'us-west-2');
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  await s3.send(
    new CreateBucketCommand({
      Bucket: s3BucketName,
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    }),
  );
  const Principal = { Service: 'config.amazonaws.com' };
  const Resource = `arn:aws:s3:::${s3BucketName}/*`;
  const Statement = [{ Effect: 'Allow', Principal, Action: 's3:PutObject', Resource }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket: s3BucketName, Policy }));
  const role = { RoleName: 'config', AssumeRolePolicyDocument: ANYBODY };
  await new IAMClient(options).send(new CreateRoleCommand(role));
  const config = new ConfigServiceClient(options);
  const name = watchers('config-recorder');
  const ConfigurationRecorder = { name, roleARN: `arn:aws:iam::${ACCOUNT}:role/config` };
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
  const DeliveryChannel = { name: watchers('config-delivery-channel'), s3BucketName };
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
  const analyzer = { analyzerName: watchers('access-analyzer'), type: 'ACCOUNT' } as const;
  await new AccessAnalyzerClient(options).send(new CreateAnalyzerCommand(analyzer));
}

async function makeIdentities(endpoint: string, { names }: Place): Promise<Credentials> {
  const options = admin(endpoint);
  const iam = new IAMClient(options);
  const boundary = { PolicyName: names('iam-policy', 'boundary'), Path: '/petclinic/ci/' };
  await iam.send(new CreatePolicyCommand({ ...boundary, PolicyDocument: allow('*') }));
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      Tags: [{ Key: 'Project', Value: 'petclinic' }],
    }),
  );
  const role = async (RoleName: string, Path = '/'): Promise<string> => {
    const command = new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: ANYBODY });
    return (await iam.send(command)).Role?.Arn ?? '';
  };
  await new APIGatewayClient(options).send(
    new UpdateAccountCommand({
      patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: await role('api-gateway-logs') }],
    }),
  );
  // A role with a path, which the ARN of its session lacks.
  await role(PLANNER, '/petclinic/ci/');
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: PLANNER, PolicyArn }));
  await permit(endpoint, 'own', [
    'kms:Decrypt',
    'bedrock:ListTagsForResource',
    'secretsmanager:GetRandomPassword',
    'secretsmanager:GetSecretValue',
  ]);
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/petclinic/ci/${PLANNER}`;
  const { Credentials: taken } = await new STSClient(options).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'run' }),
  );
  if (taken === undefined) throw new Error('no credentials');
  return taken;
}

/** Gives the one who plans more rights, or takes them away. */
export async function permit(
  endpoint: string,
  PolicyName: string,
  Action: readonly string[],
  Effect: 'Allow' | 'Deny' = 'Allow',
): Promise<void> {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect, Action, Resource: '*' }],
  });
  const command = new PutRolePolicyCommand({ RoleName: PLANNER, PolicyName, PolicyDocument });
  await new IAMClient(admin(endpoint)).send(command);
}
