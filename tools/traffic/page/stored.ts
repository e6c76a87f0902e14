import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AwsPlace } from '../../model/aws/read';

/** Stack by the state that Terraform keeps of it. */
export interface Stack {
  /** Name such as `dev-network`. */
  readonly name: string;
  /** Undefined for a stack that a whole account shares. */
  readonly environment: string | undefined;
  readonly resources: number;
  /** Time of the last apply, in ISO 8601. */
  readonly applied: string;
}

interface TerraformState {
  readonly resources?: readonly { readonly mode: string; readonly instances: readonly unknown[] }[];
}

const read = new Map<string, Stack>();

/** Stacks that hold resources, from the Terraform states in every bucket. A state that did not change is read once. */
export async function stacksOf(place: AwsPlace): Promise<Stack[]> {
  const client = new S3Client({ ...place, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const found = Buckets.map(async ({ Name: Bucket }) => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    const states = Contents.filter(({ Key }) => Key?.endsWith('.tfstate') === true);
    return Promise.all(
      states.map(async ({ Key = '', ETag = '', LastModified }) => {
        const known = read.get(`${Key} ${ETag}`);
        if (known !== undefined) return known;
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const { resources = [] } = JSON.parse((await Body?.transformToString()) ?? '{}') as TerraformState;
        const [name = '', environment] = Key.replace(/\.tfstate$/, '')
          .split('/')
          .slice(1)
          .reverse();
        const managed = resources.filter(({ mode }) => mode === 'managed');
        const stack: Stack = {
          name: environment === undefined ? name : `${environment}-${name}`,
          environment,
          resources: managed.reduce((sum, { instances }) => sum + instances.length, 0),
          applied: (LastModified ?? new Date(0)).toISOString(),
        };
        read.set(`${Key} ${ETag}`, stack);
        return stack;
      }),
    );
  });
  return (await Promise.all(found)).flat().filter(({ resources }) => resources > 0);
}

/** Names of all log groups. */
export async function logGroups(place: AwsPlace): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateDescribeLogGroups({ client: new CloudWatchLogsClient(place) }, {});
  for await (const { logGroups: found = [] } of pages)
    names.push(...found.map((one) => one.logGroupName ?? ''));
  return names.sort();
}

/** Newest lines of a log group, one below the other. */
export async function logLines(place: AwsPlace, logGroupName: string): Promise<string> {
  const client = new CloudWatchLogsClient(place);
  const { events = [] } = await client.send(
    new FilterLogEventsCommand({ logGroupName, startTime: Date.now() - 3_600_000 }),
  );
  const lines = events.map(
    ({ timestamp = 0, message = '' }) => `${new Date(timestamp).toISOString()} ${message.trim()}`,
  );
  return lines.length === 0
    ? `${logGroupName}: no lines in the last hour.\n`
    : `${lines.slice(-500).join('\n')}\n`;
}
