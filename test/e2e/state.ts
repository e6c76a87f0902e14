import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { resourcesIn, StateResource } from '../../tools/deploy/state';
import { findStack, terraform } from '../../tools/deploy/terraform';
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

/** Tests two runs on one state. */
export function describeLocks(world: () => World): void {
  const env = (): string => world().config.name;

  test('of two applies at once, the second is refused with who holds the lock, and nothing is lost', async () => {
    const stack = `${env()}-security`;
    const before = await addressesInState(world(), `petclinic/${env()}/security.tfstate`);
    const first = holdLock(world(), stack, 'aws_sns_topic_policy.alarm-topic_policy');
    try {
      await first.asksForApproval;
      expect(await heldLocks(world())).toEqual([
        `${stateBucketOf(world().account)}/petclinic/${env()}/security.tfstate`,
        `petclinic/${env()}/security.tfstate.tflock`,
      ]);
      const second = await terraform(world().session, stack, [
        'apply',
        '-auto-approve',
        '-input=false',
        '-no-color',
      ]);
      expect(second.exitCode).toBe(1);
      expect(second.stderr).toContain('Error acquiring the state lock');
      expect(second.stderr).toMatch(/Who: +\S+@\S+/);
    } finally {
      expect(await first.approve()).toBe(0);
    }
    expect(await heldLocks(world())).toEqual([]);
    expect(await addressesInState(world(), `petclinic/${env()}/security.tfstate`)).toEqual(before);
  });
}

/** An apply that holds its lock until it is approved: Terraform asks after it planned to replace `address`. */
function holdLock({ session }: World, stack: string, address: string) {
  const child = spawn(session.terraform.program, ['apply', '-no-color', `-replace=${address}`], {
    cwd: findStack(session, stack).directory,
    env: session.env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  return {
    asksForApproval: new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Enter a value:')) resolve();
      });
      child.once('close', () => {
        reject(new Error(`Terraform ended before it asked: ${output}`));
      });
    }),
    approve: () =>
      new Promise<number | null>((resolve) => {
        child.once('close', resolve);
        child.stdin.end('yes\n');
      }),
  };
}
