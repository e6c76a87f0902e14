import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AllocateAddressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeVpcsCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { deployedResources } from '../../tools/deploy/state';
import { findStack } from '../../tools/deploy/terraform';
import { madeFor, settle } from '../../tools/emulator/made';
import { temporaryFolder } from '../support/temporary-folder';
import { PARTS } from './deployment';
import { leftovers, NOTHING_LEFT } from './leftovers';
import { orphans } from './inventory';
import { unknownCalls } from './making';
import { processesIn, run, Running, until } from './running';
import { heldLocks } from './state';
import { newWorld, STATE_BUCKET, World } from './world';

// A deployment takes four to five minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const STACKS = ['state-backend', ...PARTS.map((part) => `dev-${part}`)];
const plans = temporaryFolder('faults-plans');
let world: World;

beforeAll(async () => {
  world = await newWorld('dev');
});

const directory = (stack: string): string => findStack(world.session, stack).directory;
const emulator = (command: string): Running =>
  run(command, [...(command === 'stop' ? [] : ['--out', world.outDir]), '--home', world.home]);
/** `npm run plan`, `apply` or `drift` in a shell that read the emulator's `env`. */
const change = (command: string, env: NodeJS.ProcessEnv = {}, ...stacks: string[]): Running =>
  run(command, ['--out', world.outDir, '--plans', plans, ...stacks.flatMap((stack) => ['--stack', stack])], {
    ...world.session.env,
    ...env,
  });
/** How often Terraform made a call so far. */
const calls = async (call: string): Promise<number> =>
  (await world.status()).callsByCaller.terraform[call] ?? 0;
/** Every attribute in every state. */
const attributes = async (): Promise<unknown[]> =>
  (await Promise.all(STACKS.map((stack) => deployedResources(world.session, stack)))).flatMap((resources) =>
    resources.map((resource) => resource.attributes),
  );
const orphansNow = async (): Promise<string[]> => orphans(world.aws, await attributes());
/** What a command comes to. */
const end = async (running: Running): Promise<{ exitCode: number | null; said: string }> => ({
  exitCode: await running.ended,
  said: running.said(),
});

describe('a deployment that is killed again and again', () => {
  test('Terraform killed in the middle of data: npm start says so, and leaves what no state knows', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('rds:CreateDBCluster')) > 0);
    for (const pid of processesIn(directory('dev-data'), 'terraform')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /dev-data: terraform apply failed\.[^]*was killed \(SIGKILL\)[^]*npm start[^]*goes on from here/,
    );
    const { DBClusters = [] } = await world.aws.rds.send(new DescribeDBClustersCommand({}));
    expect(DBClusters).toHaveLength(1);
    const known = await deployedResources(world.session, 'dev-data');
    expect(known.map(({ type }) => type)).not.toContain('aws_rds_cluster');
    expect((await heldLocks(world)).length).toBe(2);
  });

  test('the next one takes that back and goes on; killed itself in the middle of services, it leaves a lock', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('ecs:RegisterTaskDefinition')) > 0);
    process.kill(-(start.child.pid ?? 0), 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBeNull();
    expect(said).toMatch(
      /dev-data: an earlier run did not end\. Taken back: its lock, and .*CreateDBCluster/,
    );
    // Terraform goes with its next word, as nobody listens any more. It is not waited for: the next command has to cope.
    expect(await heldLocks(world)).toContain('petclinic/dev/services.tfstate.tflock');
  });

  test('the next one ends what is left of it; when the provider crashes, npm start says so', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('cloudwatch:PutMetricAlarm')) > 3);
    for (const pid of processesIn(directory('dev-observability'), 'provider')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/dev-services: an earlier run did not end\. Taken back: its lock/);
    expect(said).toMatch(/dev-observability: terraform apply failed\.[^]*goes on from here/);
  });

  test('the last one comes to its end, and holds no lock', async () => {
    const { exitCode, said } = await end(emulator('start'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    expect(await heldLocks(world)).toEqual([]);
  });

  test('the second plan of every stack is empty', async () => {
    const { exitCode, said } = await end(change('plan'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  });

  test('the emulator has nothing that no state knows', async () => {
    expect(await orphansNow()).toEqual([]);
  });

  test('it would be seen, also where a second one needs no name', async () => {
    const { ec2, iam, kms, logs, secretsManager } = world.aws;
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    const VpcId = Vpcs.find(({ IsDefault }) => IsDefault !== true)?.VpcId;
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'second', Description: 'second', VpcId }),
    );
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/second' }));
    await iam.send(new CreateRoleCommand({ RoleName: 'second', AssumeRolePolicyDocument: TRUST }));
    const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name: 'second', SecretString: 'x' }));
    const found = await orphansNow();
    await secretsManager.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'second' }));
    await logs.send(new DeleteLogGroupCommand({ logGroupName: '/second' }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
    await ec2.send(new ReleaseAddressCommand({ AllocationId }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    expect(found).toEqual(
      expect.arrayContaining([
        `addresses ${AllocationId ?? ''}`,
        `keys ${KeyMetadata?.KeyId ?? ''}`,
        'logGroups /second',
        'roles second',
        `secrets ${ARN ?? ''}`,
        `securityGroups ${GroupId ?? ''}`,
      ]),
    );
    expect(await orphansNow()).toEqual([]);
  });

  test('of every call that Terraform made the emulator knows whether it makes something, and what takes it back', async () => {
    const { terraform } = (await world.status()).callsByCaller;
    expect(await unknownCalls(Object.keys(terraform))).toEqual([]);
  });
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('a lock that somebody else left', () => {
  test('npm start does not touch it, and says who holds it, since when, and how it is released', async () => {
    await leaveLock('dev-security');
    const { exitCode, said } = await end(emulator('start'));
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /\S+@\S+ has held the lock of dev-security since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, for an apply\./,
    );
    expect((await heldLocks(world)).length).toBe(2);
  });

  test('npm run plan says the same, and what it says releases it', async () => {
    const { exitCode, said } = await end(change('plan', {}, 'dev-security'));
    expect(exitCode).toBe(1);
    expect(said).toMatch(/has held the lock of dev-security since/);
    const [release = ''] = /terraform -chdir=\S+ force-unlock \S+/.exec(said) ?? [];
    await promisify(execFile)('sh', ['-c', release.replace('force-unlock', 'force-unlock -force')], {
      env: world.session.env,
    });
    expect(await heldLocks(world)).toEqual([]);
  });
});

/** A Terraform of somebody's own that is killed while it waits for an answer. */
async function leaveLock(stack: string): Promise<void> {
  const script = `exec terraform apply -no-color -replace=aws_sns_topic_policy.alarm-topic_policy`;
  const child = execFile('sh', ['-c', script], { cwd: directory(stack), env: world.session.env });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.includes('Enter a value:')) resolve();
    });
    child.once('exit', () => {
      reject(new Error(said));
    });
  });
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('a bucket of states that cannot be reached', () => {
  test.each(['plan', 'drift'])(
    'npm run %s says so, long before nine minutes of retries are over',
    async (command) => {
      const began = performance.now();
      const away = { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' };
      const { exitCode, said } = await end(change(command, away, 'dev-security'));
      expect(exitCode).toBe(1);
      expect(said).toMatch(
        new RegExp(
          `Bucket ${STATE_BUCKET} with the state of dev-security cannot be reached\\. Nothing was done`,
        ),
      );
      expect((performance.now() - began) / 1000).toBeLessThan(240);
    },
  );
});

describe('a state that was deleted', () => {
  const Key = 'petclinic/dev/security.tfstate';

  beforeAll(async () => {
    await world.aws.s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key }));
  });

  test.each([
    ['npm start', (): Running => emulator('start')],
    ['npm run destroy', (): Running => emulator('destroy')],
    ['npm run plan', (): Running => change('plan', {}, 'dev-security')],
    ['npm run drift', (): Running => change('drift', {}, 'dev-security')],
  ])('%s refuses, says what is gone and how it comes back, and makes nothing', async (_, command) => {
    const before = await calls('sns:CreateTopic');
    const { exitCode, said } = await end(command());
    expect(exitCode).toBe(1);
    expect(said).toMatch(/The state of dev-security is gone: the lock table still has its checksum/);
    expect(said).toContain(`aws s3api delete-object --bucket ${STATE_BUCKET} --key ${Key}`);
    expect(await calls('sns:CreateTopic')).toBe(before);
  });

  test('brought back as it says, it plans no change', async () => {
    const { s3 } = world.aws;
    const found = await s3.send(new ListObjectVersionsCommand({ Bucket: STATE_BUCKET, Prefix: Key }));
    const marker = found.DeleteMarkers?.find((each) => each.IsLatest === true && each.Key === Key);
    await s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key, VersionId: marker?.VersionId }));
    const { exitCode, said } = await end(change('plan', {}, 'dev-security'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  });
});

describe('a disk that is full', () => {
  /** A folder for the PATH with a Terraform that may write no file above 2 KiB. */
  const shortOfSpace = (): string => {
    const folder = temporaryFolder('faults-path');
    const { program } = world.session.terraform;
    const script = `#!/bin/sh\nPATH='${process.env.PATH ?? ''}'\nulimit -f 4\nexec ${program} "$@"\n`;
    writeFileSync(join(folder, 'terraform'), script);
    chmodSync(join(folder, 'terraform'), 0o755);
    return folder;
  };

  test('npm run plan says which folder, and leaves no half of a plan', async () => {
    const PATH = `${shortOfSpace()}:${process.env.PATH ?? ''}`;
    const { exitCode, said } = await end(change('plan', { PATH }, 'dev-security'));
    expect(exitCode).toBe(1);
    expect(said).toContain(`The disk with ${plans} is full`);
    expect(readdirSync(plans).filter((name) => /tfplan|dev-security/.test(name))).toEqual([]);
  });

  test('npm run apply then applies nothing, and says what to do', async () => {
    const { exitCode, said } = await end(change('apply'));
    expect(exitCode).toBe(2);
    expect(said).toMatch(/dev-security +not applied, could not be planned[^]*npm run plan/);
  });
});

/** Last, because nothing of it is left. */
test('all that was made can be taken back, but a bucket that holds something, which is named with the reason', async () => {
  const stuck = [];
  for (const stack of STACKS.slice(1).reverse()) {
    const made = await madeFor(world.endpoint, stack);
    const numbers = made.map(({ number }) => number);
    stuck.push(...(await settle(world.endpoint, stack, numbers)));
  }
  const bucket = `petclinic-dev-access-logs-${STATE_BUCKET.split('-').slice(3).join('-')}`;
  expect(stuck).toEqual([
    expect.objectContaining({
      call: 's3:CreateBucket',
      identity: [bucket],
      reason: expect.stringContaining('BucketNotEmpty') as string,
    }),
  ]);
  expect(await leftovers(world)).toEqual({ ...NOTHING_LEFT, buckets: [STATE_BUCKET, bucket] });
});
