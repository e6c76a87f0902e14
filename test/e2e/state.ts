import { readdirSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { resourcesIn, StateResource } from '../../tools/deploy/state';
import { LOCK_TABLE, PARTS, stateBucketOf, World } from './world';

const objectKeys = async ({ account, aws }: World): Promise<(string | undefined)[]> =>
  ((await aws.s3.send(new ListObjectsV2Command({ Bucket: stateBucketOf(account) }))).Contents ?? [])
    .map(({ Key }) => Key)
    .sort();

/** The locks that are held, in the table and beside the states; a checksum in the table is none. */
export async function heldLocks(world: World): Promise<(string | undefined)[]> {
  const { Items = [] } = await world.aws.dynamodb.send(new ScanCommand({ TableName: LOCK_TABLE }));
  const inTable = Items.map(({ LockID }) => LockID?.S).filter((id) => id?.endsWith('-md5') === false);
  const besideStates = (await objectKeys(world)).filter((key) => key?.endsWith('.tflock'));
  return [...inTable, ...besideStates].sort();
}

/** Managed resources in a state of the bucket, with every attribute: not for showing, as some are secret. */
export async function resourcesInState({ account, aws }: World, Key: string): Promise<StateResource[]> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: stateBucketOf(account), Key }));
  return resourcesIn((await Body?.transformToString()) ?? '');
}

/** Addresses of the managed resources in a state of the bucket. */
export const addressesInState = async (world: World, key: string): Promise<string[]> =>
  (await resourcesInState(world, key)).map(({ address }) => address);

/** States and locks, while the stacks of the environment are up. */
export function describeState(world: () => World): void {
  const env = (): string => world().config.name;

  test('the states of the stacks lie in the bucket, encrypted with its key', async () => {
    const keys = [
      ...['account', 'us-west-2'].map((name) => `petclinic/account/${name}.tfstate`),
      ...PARTS.map((part) => `petclinic/${env()}/${part}.tfstate`),
    ].sort();
    expect(await objectKeys(world())).toEqual(keys);
    for (const Key of keys) {
      const { ServerSideEncryption, SSEKMSKeyId } = await world().aws.s3.send(
        new HeadObjectCommand({ Bucket: stateBucketOf(world().account), Key }),
      );
      expect({ ServerSideEncryption, SSEKMSKeyId }).toEqual({
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: 'alias/petclinic-terraform-state',
      });
    }
  });

  test('the state of the state backend is a file of the emulator’s own', () => {
    expect(readdirSync(world().home).some((name) => /^state-backend.*\.tfstate$/.test(name))).toBe(true);
  });

  test('nobody holds a lock', async () => {
    expect(await heldLocks(world())).toEqual([]);
  });
}
