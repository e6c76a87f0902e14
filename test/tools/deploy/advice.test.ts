import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceOn } from '../../../tools/deploy/advice';
import { renderDiagnostic } from '../../../tools/terraform/events';
import { recordedEvents } from '../recorded/read';
import { temporaryFolder } from '../../support/temporary-folder';

const stack = {
  name: 'dev-two',
  directory: join(process.cwd(), 'cdktf.out/stacks/dev-two'),
  dependencies: [],
};
const advice = (words: string, home = temporaryFolder('advice')): string | undefined =>
  adviceOn(words, stack, home);

const LOCKED = recordedEvents('locked')
  .flatMap((event) => (event.type === 'diagnostic' ? [renderDiagnostic(event.diagnostic)] : []))
  .join('\n');

const checksum = (
  calculated: string,
): string => `Error refreshing state: state data in S3 does not have the expected content.

The checksum calculated for the state stored in S3 does not match the checksum
stored in DynamoDB.

Bucket: states
Key:    petclinic/dev/two.tfstate
Calculated checksum: ${calculated}
Stored checksum:     7b950148ec5c23cf9d8ee0aa4b1f0fd0
`;

test('of a lock it says who holds it, since when, for what, and how it is released', () => {
  expect(advice(LOCKED)).toMatch(
    /^alice@laptop has held the lock of dev-two since 2026-11-22 04:43:33 UTC, for an apply\. Wait[^]*:\n\n {2}terraform -chdir=cdktf\.out\/stacks\/dev-two force-unlock d0917f8d-1ecc-5390-f026-a120697d2111\n/,
  );
});

describe('of a lock of which only part is left', () => {
  const directory = temporaryFolder('advice-stack');
  const inBackend = (words: string, backend: object): string | undefined => {
    writeFileSync(
      join(directory, 'cdk.tf.json'),
      JSON.stringify({ terraform: { backend: { s3: backend } } }),
    );
    return adviceOn(words, { ...stack, directory }, temporaryFolder('advice'));
  };
  const place = { bucket: 'states', key: 'petclinic/dev/two.tfstate' };
  const OBJECT = 'aws s3api delete-object --bucket states --key petclinic/dev/two.tfstate.tflock';
  const ITEM = `aws dynamodb delete-item --table-name locks --key '{"LockID":{"S":"states/petclinic/dev/two.tfstate"}}'`;

  test('the commands remove either, and of a state without a table the object alone', () => {
    const both = inBackend(LOCKED, { ...place, dynamodb_table: 'locks' });
    expect(both).toContain(`Remove the rest:\n\n  ${OBJECT}\n  ${ITEM}`);
    expect(inBackend(LOCKED, place)).toMatch(/two\.tfstate\.tflock$/);
  });

  test('an empty lock object is removed without an ID', () => {
    const words = LOCKED.replace(/Lock Info:[^]*?\n\n/, '');
    expect(inBackend(words, { ...place, dynamodb_table: 'locks' })).toMatch(
      /^The lock of dev-two tells nothing of who holds it[^]*delete-object[^]*delete-item/,
    );
  });
});

test('of what exists already it has the import block to paste', () => {
  const error = (type: string, words: string): string =>
    `Error: creating ${words}\n  with ${type}.it\n  on cdk.tf.json line 12, in resource.${type}.it\n\n`;
  const words = [
    error(
      'aws_ssm_parameter',
      'SSM Parameter (/it): operation error SSM: PutParameter, ParameterAlreadyExists:',
    ),
    error('aws_sns_topic', 'nothing that exists'),
    error('aws_lb', 'ELBv2 Load Balancer (it): DuplicateLoadBalancerName: A load balancer already exists'),
  ].join('\n');
  expect(advice(words)).toContain('  import {\n    to = aws_ssm_parameter.it\n    id = "/it"\n  }');
  expect(advice(words)).toMatch(/put this into cdktf\.out\/stacks\/dev-two\/import\.tf, plan and apply/);
  const ofPreview = { ...stack, directory: '/project/.cache/preview/dev/run/tree.out/stacks/dev-two' };
  expect(adviceOn(words, ofPreview, temporaryFolder('advice'))).toContain(
    'put this into cdktf.out/stacks/dev-two/import.tf',
  );
  expect(advice(words)).toMatch(/to = aws_lb\.it\n {4}id = "…" # see Import in \S+\/lb$/m);
  expect(advice(words)).not.toContain('aws_sns_topic');
});

test('on the emulator a shell reads its env first', () => {
  const home = temporaryFolder('advice-home');
  writeFileSync(join(home, 'env'), '');
  expect(advice(LOCKED, home)).toMatch(/:\n\n {2}source \S+\/env\n {2}terraform -chdir=/);
});

test('a state that is gone is told from one that is another', () => {
  expect(advice(checksum(''))).toMatch(
    /^The state of dev-two is gone: .* bucket states has no object petclinic\/dev\/two\.tfstate\. Nothing was made anew/,
  );
  expect(advice(checksum(''))).toContain(
    'aws s3api delete-object --bucket states --key petclinic/dev/two.tfstate --version-id "$marker"',
  );
  expect(advice(checksum('0b950148ec5c23cf9d8ee0aa4b1f0fd0'))).toMatch(
    /^The state of dev-two in bucket states is not the one whose checksum is in the lock table/,
  );
});

test.each([
  [
    'Error: error loading state: S3 bucket "states" does not exist.',
    /^There is no bucket states, in which the state of dev-two should be/,
  ],
  [
    'Unable to list objects in S3 bucket "states" with prefix "env:/": operation error S3: ListObjectsV2, https response error StatusCode: 0, RequestID: , HostID: , request send failed, Get "http://states.127.0.0.1:9/": dial tcp: no such host',
    /^Bucket states with the state of dev-two cannot be reached\. Nothing was done\./,
  ],
  [
    'failed to create module manifest: write /plans/dev-two.tfplan: no space left on device.',
    /^The disk with \/plans is full, .* Make room there/,
  ],
  ['Error: creating SNS Topic: InvalidParameter', undefined],
])('of `%s` it says what to do', (words, expected) => {
  if (expected === undefined) expect(advice(words)).toBeUndefined();
  else expect(advice(words)).toMatch(expected);
});
