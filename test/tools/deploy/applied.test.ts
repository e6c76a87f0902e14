import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Applied } from '../../../tools/deploy/applied';
import { Stack } from '../../../tools/deploy/graph';
import { Session } from '../../../tools/deploy/session';
import { StackReport } from '../../../tools/deploy/stack';
import { temporaryFolder } from '../../support/temporary-folder';

const NOWHERE = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'us-west-2' };

/** Two stacks with local states, of which the second reads the first, as they were applied. */
async function applied(): Promise<{ home: string; session: Session; stacks: [Stack, Stack] }> {
  const home = temporaryFolder('applied');
  const session = { home, env: NOWHERE, terraform: { version: '1.11.4' } } as unknown as Session;
  const stacks = [
    { name: 'network', directory: join(home, 'network'), dependencies: [] },
    { name: 'data', directory: join(home, 'data'), dependencies: ['network'] },
  ] as [Stack, Stack];
  for (const { name, directory } of stacks) {
    mkdirSync(join(directory, 'assets', 'code'), { recursive: true });
    writeFileSync(join(directory, 'cdk.tf.json'), '{"terraform":{"backend":{"local":{}}}}');
    writeFileSync(join(directory, 'assets', 'code', 'package.zip'), 'one');
    writeFileSync(join(home, `${name}.tfstate`), '1');
  }
  await new Applied(session).note(
    stacks,
    stacks.map(({ name }) => report(name, 'one')),
  );
  return { home, session, stacks };
}

const report = (stack: string, vpc: string): StackReport => ({
  stack,
  resources: 3,
  changes: { add: 3, change: 0, remove: 0 },
  outputs: { vpc_id: { sensitive: false, value: vpc } },
  seconds: 9,
});

test('stacks that are as they were applied have nothing to do', async () => {
  const { session, stacks } = await applied();
  const later = new Applied(session);
  for (const stack of stacks) {
    expect(await later.unchanged(stack)).toEqual({
      ...report(stack.name, 'one'),
      changes: { add: 0, change: 0, remove: 0 },
      seconds: 0,
    });
  }
});

test.each([
  ['its JSON', 'data/cdk.tf.json', '{"terraform":{"backend":{"local":{}}},"resource":{}}'],
  ['a package', 'data/assets/code/package.zip', 'two'],
  ['its state', 'data.tfstate', '2'],
])('a stack is planned when %s is another', async (_, file, content) => {
  const { home, session, stacks } = await applied();
  writeFileSync(join(home, file), content);
  const later = new Applied(session);
  expect(await later.unchanged(stacks[0])).toBeDefined();
  expect(await later.unchanged(stacks[1])).toBeUndefined();
});

test('a stack is planned when one that it reads is not up to date, or has other outputs since', async () => {
  const { session, stacks } = await applied();
  expect(await new Applied(session).unchanged(stacks[1])).toBeUndefined();
  await new Applied(session).note([stacks[0]], [report('network', 'two')]);
  const later = new Applied(session);
  expect(await later.unchanged(stacks[0])).toBeDefined();
  expect(await later.unchanged(stacks[1])).toBeUndefined();
});

test.each([
  ['changed, with the outputs of before', { add: 0, change: 1, remove: 2 }, 'one', true],
  ['changed, with other outputs', { add: 1, change: 0, remove: 0 }, 'two', false],
  [
    'changed by a replacement, which may have held what is of others',
    { add: 1, change: 0, remove: 1 },
    'one',
    false,
  ],
])(
  'behind a stack that was %s, the next is planned only where it has to be',
  async (_, changes, vpc, isLeft) => {
    const { session, stacks } = await applied();
    const later = new Applied(session);
    later.changed({ ...report('network', vpc), changes });
    expect((await later.unchanged(stacks[1])) !== undefined).toBe(isLeft);
  },
);
