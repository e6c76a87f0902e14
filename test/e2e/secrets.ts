import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { strFromU8, unzipSync } from 'fflate';
import { DATA_DIR } from '../../tools/emulator/environment';
import { keptFolder } from '../../tools/session/emulator-record';
import { stateBucketOf, World } from './world';

interface Secret {
  readonly name: string;
  readonly value: string;
}

/** A place where a secret must not be. */
interface Place {
  readonly place: string;
  readonly text: string;
}

/** The part of a state that says which attributes Terraform shows as `(sensitive value)`. */
interface MarkedState {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly {
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly sensitive_attributes: readonly (readonly [{ readonly value: string }])[];
    }[];
  }[];
}

/**
 * Looks for every secret that was generated, wherever something is written down, and at whether Terraform hides the origin
 * header in every plan, those that destroy it too.
 */
export function describeSecrets(world: () => World, planFiles: () => string): void {
  const env = (): string => world().config.name;
  const originHeader = (): string => `/petclinic/${env()}/origin-header-value`;
  let secrets: Secret[];

  beforeAll(async () => {
    secrets = await generatedSecrets(world());
  });

  test('the administrator, every application user and the two values of the origin header have one', () => {
    expect(secrets.map(({ name }) => name.replace(/^rds!cluster-.*/, 'rds!cluster')).sort()).toEqual([
      `/petclinic/${env()}/db/users/customers`,
      `/petclinic/${env()}/db/users/genai`,
      `/petclinic/${env()}/db/users/vets`,
      `/petclinic/${env()}/db/users/visits`,
      originHeader(),
      `${originHeader()}-b`,
      'rds!cluster',
    ]);
    expect(new Set(secrets.map(({ value }) => value)).size).toBe(secrets.length);
    expect(secrets.filter(({ value }) => value.length < 16)).toEqual([]);
  });

  test('none of them is in the synthesized stacks, nor in what the emulator wrote', () => {
    const { home, outDir } = world();
    expect(found(secrets, [...files(outDir), ...files(home)])).toEqual([]);
    expect(statSync(keptFolder(home)).mode & 0o077).toBe(0);
  });

  test('none of them is in a log', async () => {
    const events = await logEvents(world());
    expect(events.length).toBeGreaterThan(0);
    expect(found(secrets, events)).toEqual([]);
  });

  test('only the origin header is in states and plans, and only in those of listener rules and integrations', async () => {
    const places = [...(await states(world())), ...plans(planFiles())];
    const expected = [
      `state petclinic/${env()}/edge.tfstate: ${originHeader()}`,
      `state petclinic/${env()}/services.tfstate: ${originHeader()}`,
      `state petclinic/${env()}/services.tfstate: ${originHeader()}-b`,
      `plan ${env()}-edge: ${originHeader()}`,
      `plan ${env()}-services: ${originHeader()}`,
      `plan ${env()}-services: ${originHeader()}-b`,
    ];
    expect(found(secrets, places).sort()).toEqual(expected.sort());
  });

  test('states mark each attribute that holds the origin header as sensitive', async () => {
    const instances = (await states(world())).flatMap(({ text }) =>
      (JSON.parse(text) as MarkedState).resources
        .filter(({ mode }) => mode === 'managed')
        .flatMap((resource) => resource.instances.map((instance) => ({ ...instance, type: resource.type }))),
    );
    const holders = instances.flatMap(({ type, attributes, sensitive_attributes: marked }) =>
      Object.entries(attributes)
        .filter(([, value]) => found(secrets, [{ place: type, text: JSON.stringify(value) }]).length > 0)
        .map(([name]) => ({
          holder: `${type}.${name}`,
          isMarked: marked.some(([{ value }]) => value === name),
        })),
    );
    expect(holders.filter(({ isMarked }) => !isMarked)).toEqual([]);
    expect([...new Set(holders.map(({ holder }) => holder))].sort()).toEqual([
      'aws_api_gateway_integration.request_parameters',
      'aws_lb_listener_rule.condition',
    ]);
  });
}

async function generatedSecrets({ aws }: World): Promise<Secret[]> {
  const { SecretList = [] } = await aws.secretsManager.send(new ListSecretsCommand({ MaxResults: 100 }));
  return Promise.all(
    SecretList.map(async ({ ARN, Name = '' }) => {
      const { SecretString = '' } = await aws.secretsManager.send(
        new GetSecretValueCommand({ SecretId: ARN }),
      );
      const { password = SecretString } = SecretString.startsWith('{')
        ? (JSON.parse(SecretString) as { password?: string })
        : {};
      return { name: Name, value: password };
    }),
  );
}

function found(secrets: readonly Secret[], places: readonly Place[]): string[] {
  return places.flatMap(({ place, text }) =>
    secrets
      .filter(({ value }) => formsOf(value).some((form) => text.includes(form)))
      .map(({ name }) => `${place}: ${name}`),
  );
}

/** Forms of a secret: as it is, as JSON writes it, and as Terraform does, which escapes what HTML would take for a tag. */
function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const terraform = json.replace(
    /[<>&]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return [value, json, terraform];
}

/** Folders without a written secret: Terraform's providers, and all that is in the emulator, which only its owner reads. */
const LEFT_OUT = [join(DATA_DIR, 'providers'), '/kept'];

/** Every file below a folder. */
function files(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !LEFT_OUT.some((each) => entry.parentPath.includes(each)))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { place: relative(folder, path), text: readFileSync(path, 'latin1') };
    });
}

async function states({ account, aws }: World): Promise<Place[]> {
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: stateBucketOf(account) }));
  return Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: stateBucketOf(account), Key }));
      return { place: `state ${Key}`, text: (await Body?.transformToString()) ?? '' };
    }),
  );
}

/** A plan file is a zip archive, in which values stand as they are. */
const plans = (folder: string): Place[] =>
  readdirSync(folder).map((name) => ({
    place: `plan ${name}`,
    text: Object.values(unzipSync(readFileSync(join(folder, name))))
      .map((data) => strFromU8(data, true))
      .join('\n'),
  }));

async function logEvents({ aws }: World): Promise<Place[]> {
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({}));
  const perGroup = await Promise.all(
    logGroups.map(async ({ logGroupName = '' }) => {
      const { logStreams = [] } = await aws.logs.send(new DescribeLogStreamsCommand({ logGroupName }));
      return Promise.all(
        logStreams.map(async ({ logStreamName }) => {
          const { events = [] } = await aws.logs.send(
            new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
          );
          return { place: `log ${logGroupName}`, text: events.map(({ message }) => message).join('\n') };
        }),
      );
    }),
  );
  return perGroup.flat();
}
