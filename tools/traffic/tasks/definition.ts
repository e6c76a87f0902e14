import { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { ContainerDefinition } from '@aws-sdk/client-ecs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { STAND_IN } from '../../deploy/stand-in-images';
import { emulatorPlace, ClientPlace } from '../../support/emulator-place';

/** The reason why a task does not start, in ECS's words. */
export class StartFailure extends Error {}

const ECR_IMAGE =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^@]+))?(?:@(sha256:\w+))?$/;

/** Manifest of an image as far as it is read. */
interface Manifest {
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Tells whether an account of the emulator is the registry of the image. Others are not reached from here. */
export const isOwnImage = (image: string): boolean => ECR_IMAGE.test(image);

/**
 * Name of the stand-in for an image; undefined for an image that names none.
 *
 * @throws StartFailure when the repository or the tag is not there
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export async function standInOf(endpoint: string, image: string): Promise<string | undefined> {
  const [, account, region = '', ...named] = ECR_IMAGE.exec(image) ?? [];
  const [repositoryName = '', imageTag = 'latest', imageDigest] = named;
  const client = new ECRClient(emulatorPlace(endpoint, { account, region }));
  const imageIds = [imageDigest === undefined ? { imageTag } : { imageDigest }];
  const { images = [] } = await client
    .send(new BatchGetImageCommand({ repositoryName, imageIds }))
    .catch(() => ({ images: [] }));
  const [found] = images;
  if (found === undefined) {
    throw new StartFailure(
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: ${image}: not found`,
    );
  }
  return (JSON.parse(found.imageManifest ?? '{}') as Manifest).annotations?.[STAND_IN];
}

/** A secret as a container definition names it: an ARN, and of a secret's value one key, stage or version. */
function secretOf(valueFrom: string) {
  const [arn, partition, service, region, account, kind, name, key, stage, version] = valueFrom.split(':');
  const SecretId = [arn, partition, service, region, account, kind, name].join(':');
  return {
    key: key === '' ? undefined : key,
    request: { SecretId, VersionStage: stage || undefined, VersionId: version || undefined },
  };
}

const FAILED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';

async function secretValue(client: SecretsManagerClient, valueFrom: string): Promise<string> {
  const { key, request } = secretOf(valueFrom);
  const { SecretString = '' } = await client
    .send(new GetSecretValueCommand(request))
    .catch((error: unknown) => {
      const { name, message } = error as Error;
      throw new StartFailure(
        `${FAILED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${request.SecretId} from secrets manager: ${name}: ${message}`,
      );
    });
  if (key === undefined) return SecretString;
  const value = (JSON.parse(SecretString) as Record<string, string | undefined>)[key];
  if (value !== undefined) return value;
  throw new StartFailure(
    `${FAILED} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key ${key}`,
  );
}

async function parameterValues(client: SSMClient, names: readonly string[]): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  const invalid: string[] = [];
  for (let from = 0; from < names.length; from += 10) {
    const Names = names.slice(from, from + 10);
    const found = await client.send(new GetParametersCommand({ Names, WithDecryption: true }));
    for (const { Name = '', Value = '' } of found.Parameters ?? []) values.set(Name, Value);
    invalid.push(...(found.InvalidParameters ?? []));
  }
  if (invalid.length === 0) return values;
  throw new StartFailure(
    `${FAILED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: ${invalid.join(', ')}`,
  );
}

/** Name of a parameter that is given by name or by ARN. */
const parameterName = (valueFrom: string): string =>
  valueFrom.startsWith('arn:')
    ? valueFrom.slice(valueFrom.indexOf(':parameter') + ':parameter'.length)
    : valueFrom;

/**
 * Variables of a container: those in clear, and those that ECS takes from Parameter Store and Secrets Manager.
 *
 * @throws StartFailure when one is not there
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export async function variablesOf(
  place: ClientPlace,
  { environment = [], secrets = [] }: ContainerDefinition,
): Promise<Record<string, string>> {
  const isSecret = (valueFrom = ''): boolean => valueFrom.includes(':secretsmanager:');
  const manager = new SecretsManagerClient(place);
  const names = secrets.map(({ valueFrom }) => valueFrom ?? '').filter((one) => !isSecret(one));
  const parameters = await parameterValues(new SSMClient(place), names.map(parameterName));
  const resolved = secrets.map(async ({ name = '', valueFrom = '' }): Promise<[string, string]> => [
    name,
    isSecret(valueFrom)
      ? await secretValue(manager, valueFrom)
      : (parameters.get(parameterName(valueFrom)) ?? ''),
  ]);
  return Object.fromEntries([
    ...environment.map(({ name = '', value = '' }): [string, string] => [name, value]),
    ...(await Promise.all(resolved)),
  ]);
}
