import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { findStack } from '../../tools/deploy/terraform';
import { temporaryFolder } from '../support/temporary-folder';
import { end, run, Running } from './running';
import { heldLocks } from './state';
import { forgetApplied, stateBucketOf, World } from './world';

/** Holds the commands against a lock, a bucket, a state and a disk that fail, on the deployed `dev`. */
export function describeFaults(world: () => World): void {
  const plans = temporaryFolder('faults-plans');
  const emulator = (command: string): Running =>
    run(command, ['--out', world().outDir, '--home', world().home]);
  /** `npm run plan`, `apply` or `drift` in a shell that read the emulator's `env`. */
  const change = (command: string, env: NodeJS.ProcessEnv = {}, ...stacks: string[]): Running =>
    run(
      command,
      ['--out', world().outDir, '--plans', plans, ...stacks.flatMap((stack) => ['--stack', stack])],
      { ...world().session.env, ...env },
    );
  /** Number of times that Terraform made a call so far. */
  const calls = async (call: string): Promise<number> =>
    (await world().status()).callsByCaller.terraform[call] ?? 0;

  describe('a lock that somebody else left', () => {
    test('npm start does not touch it, and says who holds it, since when, and how it is released', async () => {
      await leaveLock(world(), 'dev-security');
      forgetApplied(world(), 'dev-security');
      const { exitCode, said } = await end(emulator('start'));
      expect(exitCode).toBe(1);
      expect(said).toMatch(
        /\S+@\S+ has held the lock of dev-security since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, for an apply\./,
      );
      const { account, config } = world();
      const state = `petclinic/${config.name}/security.tfstate`;
      expect(await heldLocks(world())).toEqual([`${stateBucketOf(account)}/${state}`, `${state}.tflock`]);
    });

    test('npm run plan says the same, and what it says releases it', async () => {
      const { exitCode, said } = await end(change('plan', {}, 'dev-security'));
      expect(exitCode).toBe(1);
      expect(said).toMatch(/has held the lock of dev-security since/);
      const [release = ''] = /terraform -chdir=\S+ force-unlock \S+/.exec(said) ?? [];
      await promisify(execFile)('sh', ['-c', release.replace('force-unlock', 'force-unlock -force')], {
        env: world().session.env,
      });
      expect(await heldLocks(world())).toEqual([]);
    });
  });

  describe('a bucket of states that cannot be reached', () => {
    test('npm run plan says so, long before the 25 tries of the provider are over', async () => {
      let tries = 0;
      const deaf = createServer((socket) => {
        tries += 1;
        socket.destroy();
      }).listen(0, '127.0.0.1');
      await once(deaf, 'listening');
      const { port } = deaf.address() as AddressInfo;
      const away = { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` };
      const { exitCode, said } = await end(change('plan', away, 'dev-security'));
      deaf.close();
      expect(exitCode).toBe(1);
      expect(said).toMatch(
        new RegExp(
          `Bucket ${stateBucketOf(world().account)} with the state of dev-security cannot be reached\\. Nothing was done`,
        ),
      );
      expect(tries).toBeLessThan(25);
    });
  });

  describe('a state that was deleted', () => {
    const Key = 'petclinic/dev/security.tfstate';

    beforeAll(async () => {
      await world().aws.s3.send(new DeleteObjectCommand({ Bucket: stateBucketOf(world().account), Key }));
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
      expect(said).toContain(
        `aws s3api delete-object --bucket ${stateBucketOf(world().account)} --key ${Key}`,
      );
      expect(await calls('sns:CreateTopic')).toBe(before);
    });

    test('brought back as it says, it plans no change', async () => {
      const { s3 } = world().aws;
      const found = await s3.send(
        new ListObjectVersionsCommand({ Bucket: stateBucketOf(world().account), Prefix: Key }),
      );
      const marker = found.DeleteMarkers?.find((each) => each.IsLatest === true && each.Key === Key);
      await s3.send(
        new DeleteObjectCommand({
          Bucket: stateBucketOf(world().account),
          Key,
          VersionId: marker?.VersionId,
        }),
      );
      const { exitCode, said } = await end(change('plan', {}, 'dev-security'));
      expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    });
  });

  describe('a disk that is full', () => {
    /** A folder for the PATH with a Terraform that may write no file above 2 KiB. */
    const shortOfSpace = (): string => {
      const folder = temporaryFolder('faults-path');
      const { program } = world().session.terraform;
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
}

/** A Terraform of somebody's own that is killed while it waits for an answer. */
async function leaveLock({ session }: World, stack: string): Promise<void> {
  const script = `exec terraform apply -no-color -replace=aws_sns_topic_policy.alarm-topic_policy`;
  const child = execFile('sh', ['-c', script], {
    cwd: findStack(session, stack).directory,
    env: session.env,
  });
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
