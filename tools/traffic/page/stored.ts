import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ClientPlace } from '../../support/emulator-place';

/** Stack by the state that Terraform keeps of it. */
export interface Stack {
  /** Name such as `dev-network`. */
  readonly name: string;
  /** Environment of the stack; undefined for one that a whole account shares. */
  readonly environment: string | undefined;
  readonly resources: number;
  /** Time of the last apply, in ISO 8601. */
  readonly applied: string;
}

interface TerraformState {
  readonly resources?: readonly { readonly mode: string; readonly instances: readonly unknown[] }[];
}

const read = new Map<string, Stack>();

/** Stacks that hold resources, from the Terraform states in every bucket of the accounts. */
export async function stacksOf(places: readonly ClientPlace[]): Promise<Stack[]> {
  const accounts = new Map(places.map((place) => [place.credentials.accessKeyId, place]));
  return (await Promise.all([...accounts.values()].map(stacksIn))).flat();
}

/** Stacks of one account. A state that did not change is read once. */
async function stacksIn(place: ClientPlace): Promise<Stack[]> {
  const client = new S3Client({ ...place, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const found = Buckets.map(async ({ Name: Bucket }) => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    const states = Contents.filter(({ Key }) => Key?.endsWith('.tfstate') === true);
    return Promise.all(
      states.map(async ({ Key = '', ETag = '', LastModified }) => {
        const known = read.get(`${Bucket ?? ''} ${Key} ${ETag}`);
        if (known !== undefined) return known;
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const { resources = [] } = JSON.parse((await Body?.transformToString()) ?? '{}') as TerraformState;
        const [name = '', folder] = Key.replace(/\.tfstate$/, '')
          .split('/')
          .slice(1)
          .reverse();
        const managed = resources.filter(({ mode }) => mode === 'managed');
        const stack: Stack = {
          name: folder === undefined || folder === name ? name : `${folder}-${name}`,
          environment: folder === 'account' ? undefined : folder,
          resources: managed.reduce((sum, { instances }) => sum + instances.length, 0),
          applied: (LastModified ?? new Date(0)).toISOString(),
        };
        read.set(`${Bucket ?? ''} ${Key} ${ETag}`, stack);
        return stack;
      }),
    );
  });
  return (await Promise.all(found)).flat().filter(({ resources }) => resources > 0);
}
