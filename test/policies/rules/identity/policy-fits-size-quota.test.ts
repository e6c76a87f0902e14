import { found, policy } from '../../support/cases';
import { rule } from './policy-fits-size-quota';

/** A document of exactly that many characters. */
function ofSize(characters: number): string {
  const statement = (Sid: string) =>
    policy({ Sid, Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  return statement('A'.repeat(characters - statement('').length));
}
const role = '${aws_iam_role.task.id}';

test('policies up to their limits comply', () => {
  const resources = {
    aws_iam_role: { task: { name: 'task', assume_role_policy: ofSize(2048) } },
    aws_iam_policy: { reader: { policy: ofSize(6144) } },
    aws_iam_role_policy: { one: { role, policy: ofSize(5120) }, other: { role, policy: ofSize(5120) } },
  };
  expect(found(rule, resources)).toEqual([]);
});

test.each([
  ['aws_iam_role.task', { aws_iam_role: { task: { assume_role_policy: ofSize(2049) } } }],
  ['aws_iam_policy.reader', { aws_iam_policy: { reader: { policy: ofSize(6145) } } }],
  [
    'aws_iam_role.task',
    {
      aws_iam_role: { task: { name: 'task' } },
      aws_iam_role_policy: { one: { role, policy: ofSize(5120) }, other: { role, policy: ofSize(5121) } },
    },
  ],
])('%s is found beyond its limit', (address, resources: object) => {
  expect(found(rule, resources as Parameters<typeof found>[1])).toEqual([address]);
});

test('white space does not count, and a reference counts as the value it will have', () => {
  const document = ofSize(6144 - 'arn:aws:iam::123456789012:role/task'.length + 1);
  const long = document.replace('"*"', '"${aws_iam_role.task.arn}"');
  const resources = {
    aws_iam_role: { task: { name: 'task' } },
    aws_iam_policy: { reader: { policy: long } },
  };
  expect(found(rule, resources)).toEqual([]);
  const spaced = {
    aws_iam_policy: { reader: { policy: JSON.stringify(JSON.parse(document), undefined, 8) } },
  };
  expect(found(rule, spaced)).toEqual([]);
});

test('an eleventh policy that is attached to a role is found', () => {
  const attached = (count: number) => ({
    aws_iam_role: { task: { name: 'task' } },
    aws_iam_role_policy_attachment: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `p${i}`,
        { role, policy_arn: `arn:aws:iam::aws:policy/P${i}` },
      ]),
    ),
  });
  expect(found(rule, attached(10))).toEqual([]);
  expect(found(rule, attached(11))).toEqual(['aws_iam_role.task']);
});
