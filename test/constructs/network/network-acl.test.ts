import { NetworkAcl } from '../../../src/constructs/network/network-acl';
import { dbRules } from '../../../src/constructs/network/tier-rules';
import { resourcesOf } from '../../support/construct';

const rules = (zones: Record<string, { zone: string; cidr: string }>) =>
  resourcesOf((stack) => {
    new NetworkAcl(stack, 'acl', {
      name: 'db',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1'],
      rules: dbRules(zones),
    });
  })['aws_network_acl_rule'] ?? {};

const zone = (letter: string, cidr: string) => ({ [letter]: { zone: `us-west-2${letter}`, cidr } });
const [a, b, c] = [zone('a', '10.0.0.0/24'), zone('b', '10.0.1.0/24'), zone('c', '10.0.2.0/24')];

test('another zone renumbers none of those that are there', () => {
  const before = rules({ ...a, ...c });
  expect(rules({ ...a, ...b, ...c })).toMatchObject(before);
  expect(Object.values(before).map((rule) => rule['rule_number'])).toEqual([100, 120, 100, 120]);
});
