import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { findStack, plan, terraform } from '../../tools/deploy/terraform';
import { LOCK_TABLE, STATE_BUCKET, World } from './world';

const KEYS = ['data', 'edge', 'genai', 'network', 'platform', 'security', 'services'].map(
  (stack) => `petclinic/dev/${stack}.tfstate`,
);

const objectKeys = async ({ aws }: World): Promise<(string | undefined)[]> =>
  ((await aws.s3.send(new ListObjectsV2Command({ Bucket: STATE_BUCKET }))).Contents ?? [])
    .map(({ Key }) => Key)
    .sort();

/** The locks that are held, in the table and beside the states; a checksum in the table is none. */
export async function heldLocks(world: World): Promise<(string | undefined)[]> {
  const { Items = [] } = await world.aws.dynamodb.send(new ScanCommand({ TableName: LOCK_TABLE }));
  const inTable = Items.map(({ LockID }) => LockID?.S).filter((id) => id?.endsWith('-md5') === false);
  const besideStates = (await objectKeys(world)).filter((key) => key?.endsWith('.tflock'));
  return [...inTable, ...besideStates].sort();
}

/** Managed resources in a state of the bucket. */
export async function resourcesInState({ aws }: World, Key: string): Promise<string[]> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: STATE_BUCKET, Key }));
  const { resources } = JSON.parse((await Body?.transformToString()) ?? '') as {
    resources: { mode: string; type: string; name: string }[];
  };
  return resources.filter(({ mode }) => mode === 'managed').map(({ type, name }) => `${type}.${name}`);
}

/** States and locks, while the stacks of `dev` are up. */
export function describeState(world: () => World): void {
  test('the states of the stacks lie in the bucket, encrypted with its key', async () => {
    expect(await objectKeys(world())).toEqual(KEYS);
    for (const Key of KEYS) {
      const { ServerSideEncryption, SSEKMSKeyId } = await world().aws.s3.send(
        new HeadObjectCommand({ Bucket: STATE_BUCKET, Key }),
      );
      expect({ ServerSideEncryption, SSEKMSKeyId }).toEqual({
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: 'alias/petclinic-terraform-state',
      });
    }
  });

  test('the state of the state backend is a file of the emulator’s own', () => {
    expect(existsSync(join(world().home, 'state-backend.tfstate'))).toBe(true);
  });

  test('nobody holds a lock', async () => {
    expect(await heldLocks(world())).toEqual([]);
  });

  test('of two applies at once, the second is refused with who holds the lock, and nothing is lost', async () => {
    const stack = 'dev-security';
    const before = await resourcesInState(world(), 'petclinic/dev/security.tfstate');
    const first = holdLock(world(), stack, 'aws_sns_topic_policy.alarm-topic_policy');
    try {
      await first.asksForApproval;
      expect(await heldLocks(world())).toEqual([
        'petclinic-terraform-state-123456789012-us-west-2/petclinic/dev/security.tfstate',
        'petclinic/dev/security.tfstate.tflock',
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
    expect(await resourcesInState(world(), 'petclinic/dev/security.tfstate')).toEqual(before);
    expect(await plan(world().session, stack)).toMatchObject({ exitCode: 0 });
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
