import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from '../../../tools/deploy/session';
import { Contents, stepsOf } from '../../../tools/deploy/steps';
import { temporaryFolder } from '../../support/temporary-folder';

const LIFECYCLE = 'aws_s3_bucket_lifecycle_configuration';
const BUCKET = { aws_s3_bucket: { logs: {} } };
const LIFECYCLE_OF_BUCKET = { ...BUCKET, [LIFECYCLE]: { logs: {} } };

const NEVER_APPLIED = '';
const APPLIED = JSON.stringify({
  resources: [{ mode: 'managed', type: 'aws_s3_bucket', name: 'logs', instances: [{ attributes: {} }] }],
});

/** The steps of a stack with these contents, whose module is `module`, where Terraform says that the state is `state`. */
function steps(contents: Contents, state: string, module: Contents = {}): Promise<string[][]> {
  const outDir = temporaryFolder('steps');
  const directory = join(outDir, 'stacks/state-backend');
  mkdirSync(join(directory, 'assets/module'), { recursive: true });
  const write = (path: string, text: string, mode = 0o644): string => {
    writeFileSync(path, text, { mode });
    return path;
  };
  write(join(directory, 'cdk.tf.json'), JSON.stringify({ terraform: {}, ...contents }));
  write(join(directory, 'assets/module/main.tf.json'), JSON.stringify(module));
  write(join(directory, '.terraform.lock.hcl'), '');
  // The one stack that stands on no other.
  const stack = { name: 'state-backend', workingDirectory: 'stacks/state-backend', dependencies: [] };
  write(join(outDir, 'manifest.json'), JSON.stringify({ stacks: { 'state-backend': stack } }));
  const answer = write(join(outDir, 'state'), state);
  const program = write(
    join(outDir, 'terraform'),
    `#!/bin/sh\n[ "$1" = init ] && exec mkdir -p .terraform\n[ "$*" = "state pull -no-color" ] && exec cat '${answer}'\nexit 1\n`,
    0o755,
  );
  const session = {
    terraform: { program },
    provider: { source: 'hashicorp/aws', version: '1.0.0', platform: 'linux_amd64' },
    env: process.env,
    cliConfigFile: write(join(outDir, 'terraform.rc'), ''),
    dataDir: '.terraform',
    home: outDir,
    outDir,
  } as unknown as Session;
  return stepsOf({ name: 'state-backend', directory, dependencies: [] }, session);
}

test('a stack without lifecycle rules has one step', async () => {
  expect(await steps({ resource: BUCKET }, NEVER_APPLIED)).toEqual([[]]);
});

test('the first time, lifecycle rules have a step of their own behind all others', async () => {
  expect(await steps({ resource: LIFECYCLE_OF_BUCKET }, NEVER_APPLIED)).toEqual([
    ['-target=aws_s3_bucket.logs'],
    [],
  ]);
});

test('the same holds for those of a module that the stack calls', async () => {
  const module = { state: { source: './assets/module' } };
  const resource = { aws_iam_role: { plan: {} } };
  expect(await steps({ resource, module }, NEVER_APPLIED, { resource: LIFECYCLE_OF_BUCKET })).toEqual([
    ['-target=aws_iam_role.plan', '-target=module.state.aws_s3_bucket.logs'],
    [],
  ]);
});

test('once there is something, one step does it all', async () => {
  expect(await steps({ resource: LIFECYCLE_OF_BUCKET }, APPLIED)).toEqual([[]]);
});
