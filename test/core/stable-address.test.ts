import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { App } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../src/core/base-stack';

class PlainStack extends BaseStack {}

const stack = () => new PlainStack(new App(), 'dev-plain', { region: 'us-west-2', tags: {} });
const address = (scope: Construct, id: string): string => new SnsTopic(scope, id).friendlyUniqueId;

test('an address joins the ids of the construct path with underscores, without a hash', () => {
  const parent = new Construct(new Construct(stack(), 'alarms'), 'by-mail');
  expect(address(parent, 'topic')).toBe('alarms_by-mail_topic');
});

test('two paths never give one address', () => {
  const scope = stack();
  expect(address(new Construct(scope, 'a-b'), 'c')).not.toBe(address(new Construct(scope, 'a'), 'b-c'));
});

test.each(['a_b', 'Alarms', 'a--b', '-a', 'a-', '1a', 'a.b', 'ä'])(
  'the id %p is refused, with what is allowed',
  (id) => {
    expect(() => address(stack(), id)).toThrow(
      `dev-plain/${id}: the construct id "${id}" cannot be part of a Terraform address; allowed: lower-case words`,
    );
  },
);
