import { Network } from '../../../tools/model/vpc/types';
import {
  end,
  entry,
  flow,
  packet,
  route,
  rule,
  sample,
  withAcl,
  withRoutes,
  withRules,
} from './sample-network';

/** Verdict, and where it fell: at what, by which rule. */
const decision = (...given: Parameters<typeof packet>): string => {
  const { verdict, hops } = packet(...given);
  const last = hops.at(-1);
  return `${verdict} ${last?.at ?? ''}: ${last?.decidedBy ?? ''}`;
};

describe('a packet and its answer', () => {
  test.each([
    [
      'internet to public',
      '203.0.113.9',
      'public',
      'allowed network ACL, answer out: default network ACL of vpc',
    ],
    ['public to app', 'public', 'app', 'allowed network ACL, answer in: default network ACL of vpc'],
    [
      'app to db: the sender may, the receiver takes',
      'app',
      'db',
      'allowed network ACL, answer in: default network ACL of vpc',
    ],
    ['db has no rule out', 'db', 'app', 'denied security group, out: db'],
    ['public to db: nothing out', 'public', 'db', 'denied security group, out: web'],
    ['internet to app: no public address', '203.0.113.9', 'app', 'denied public address: app'],
    ['app to internet', 'app', '203.0.113.9', 'allowed network ACL, answer in: default network ACL of vpc'],
    ['app to S3', 'app', '198.51.100.5', 'allowed network ACL, answer in: default network ACL of vpc'],
  ])('%s', (_, from, to, expected) => {
    expect(decision(from, to)).toBe(expected);
  });

  test('passes every place that it has to, in order', () => {
    expect(packet('app', '203.0.113.9').hops.map(({ at, decidedBy }) => `${at}: ${decidedBy}`)).toEqual([
      'security group, out: app out',
      'route: route 0.0.0.0/0 nat',
      'network ACL, out: default network ACL of vpc',
      'NAT gateway: nat',
      'network ACL, in: default network ACL of vpc',
      'route of the NAT gateway: route 0.0.0.0/0 igw',
      'internet gateway: igw',
      'network ACL, out: default network ACL of vpc',
      'network ACL, answer in: default network ACL of vpc',
      'network ACL, answer out: default network ACL of vpc',
      'network ACL, answer in: default network ACL of vpc',
    ]);
    expect(packet('app', '198.51.100.5').hops.map(({ at }) => at)).toContain('gateway endpoint');
  });
});

describe('routes', () => {
  test.each([
    ['none', [], 'denied route: app table'],
    ['a blackhole', [route('0.0.0.0/0', 'blackhole', 'gone')], 'denied route: route 0.0.0.0/0 gone'],
    [
      'the longest prefix, whatever the order',
      [route('0.0.0.0/0', 'nat-gateway', 'nat'), route('203.0.113.0/24', 'blackhole', 'gone')],
      'denied route: route 203.0.113.0/24 gone',
    ],
    [
      'a peering connection, beyond which nothing is known',
      [route('203.0.0.0/16', 'other', 'pcx-1'), route('0.0.0.0/0', 'nat-gateway', 'nat')],
      'not judged beyond the VPC, not judged: pcx-1',
    ],
    [
      'a NAT gateway that is not there',
      [route('0.0.0.0/0', 'nat-gateway', 'other')],
      'denied NAT gateway: other',
    ],
    [
      'the internet gateway, without a public address',
      [route('0.0.0.0/0', 'internet-gateway', 'igw')],
      'denied public address: igw',
    ],
  ])('%s', (_, routes, expected) => {
    expect(decision('app', '203.0.113.9', 443, { network: withRoutes('app', ...routes) })).toBe(expected);
  });

  test('a CIDR comes before a prefix list of the same length', () => {
    const network = withRoutes(
      'app',
      route('pl-s3', 'gateway-endpoint', 'vpce-s3'),
      route('198.51.100.0/25', 'blackhole', 'gone'),
    );
    expect(decision('app', '198.51.100.5', 443, { network })).toContain('gone');
  });

  test('a subnet without a table of its own takes the main one', () => {
    const routeTables = sample.routeTables.map((one) =>
      one.id === 'app table' ? { ...one, subnets: [], isMain: true } : one,
    );
    expect(decision('app', '203.0.113.9', 443, { network: { ...sample, routeTables } })).toMatch(/^allowed/);
  });
});

describe('network ACLs', () => {
  const answers = entry('answers', { isEgress: true });

  test.each([
    ['nothing matches', [answers], 'denied network ACL, in: acl of db'],
    [
      'a deny in front of an allow',
      [answers, entry('allow', { number: 200 }), entry('deny', { number: 90, allows: false })],
      'denied network ACL, in: deny',
    ],
    [
      'a deny behind it',
      [answers, entry('allow'), entry('deny', { number: 200, allows: false })],
      'allowed network ACL, answer in: default network ACL of vpc',
    ],
    [
      'a deny of other addresses',
      [answers, entry('allow'), entry('deny', { number: 1, allows: false, cidr: '10.0.9.0/24' })],
      'allowed network ACL, answer in: default network ACL of vpc',
    ],
    ['another protocol', [answers, entry('udp', { protocol: 'udp' })], 'denied network ACL, in: acl of db'],
    [
      'a protocol by its number',
      [answers, entry('six', { protocol: '6', from: 443, to: 443 })],
      'allowed network ACL, answer in: default network ACL of vpc',
    ],
    [
      'ports beside',
      [answers, entry('range', { protocol: 'tcp', from: 444, to: 500 })],
      'denied network ACL, in: acl of db',
    ],
    ['no way back', [entry('in')], 'denied network ACL, answer out: acl of db'],
    [
      'a way back for some of the ephemeral ports',
      [entry('in'), entry('back', { isEgress: true, protocol: 'tcp', from: 1024, to: 40000 })],
      'denied network ACL, answer out: acl of db',
    ],
    [
      'a way back in two pieces',
      [
        entry('in'),
        entry('low', { isEgress: true, protocol: 'tcp', from: 1024, to: 40000 }),
        entry('high', { isEgress: true, number: 110, protocol: 'tcp', from: 40001, to: 65535 }),
      ],
      'allowed network ACL, answer in: default network ACL of vpc',
    ],
    [
      'a way back with a hole',
      [
        entry('in'),
        entry('hole', { isEgress: true, number: 1, protocol: 'tcp', from: 50000, to: 50000, allows: false }),
        entry('back', { isEgress: true }),
      ],
      'denied network ACL, answer out: hole',
    ],
  ])('%s', (_, entries, expected) => {
    expect(decision('app', 'db', 443, { network: withAcl('db', entries) })).toBe(expected);
  });

  test('a function needs more ephemeral ports than a task', () => {
    const network = withAcl('db', [
      entry('in'),
      entry('back', { isEgress: true, protocol: 'tcp', from: 32768, to: 61000 }),
    ]);
    expect(packet('app', 'db', 443, { network }).verdict).toBe('allowed');
    expect(packet(end('app', { kind: 'function' }), 'db', 443, { network }).verdict).toBe('denied');
  });

  test('what stays in its subnet passes none', () => {
    const other = end('app', { address: end('app').address + 1, groups: ['web'] });
    const denying = withAcl('app', []);
    expect(packet(end('app', { groups: ['web'] }), 'app', 443, { network: denying }).verdict).toBe('allowed');
    expect(packet(other, 'db', 443, { network: denying }).verdict).toBe('denied');
  });

  test('a part of a subnet that an entry denies makes a flow partial', () => {
    const half = entry('half', { number: 1, cidr: '10.0.2.128/25', allows: false });
    const network = withAcl('db', [half, entry('in'), entry('out', { isEgress: true })]);
    expect(flow(network, 'app', 'db')).toBe('partly');
    expect(flow(sample, 'app', 'db')).toBe('allowed');
  });
});

describe('security groups', () => {
  const asked = (rules: Parameters<typeof withRules>[1], port = 443, protocol = 'tcp') =>
    decision('app', 'db', port, { protocol, network: openOut(withRules('db', rules)) });
  /** All protocols may leave the app subnet. */
  const openOut = (network: Network): Network => ({
    ...network,
    groups: network.groups.map((group) =>
      group.id === 'app'
        ? { ...group, rules: [rule('all out', '0.0.0.0/0', { isEgress: true, protocol: '-1' })] }
        : group,
    ),
  });
  const allowed = 'allowed network ACL, answer in: default network ACL of vpc';
  const denied = 'denied security group, in: db';

  test.each([
    ['another group', [rule('in', 'web')], 443, 'tcp', denied],
    ['a range that holds the port', [rule('in', 'app', { from: 400, to: 500 })], 443, 'tcp', allowed],
    ['a range that ends before it', [rule('in', 'app', { from: 400, to: 442 })], 443, 'tcp', denied],
    ['all protocols', [rule('in', 'app', { protocol: '-1', from: 0, to: 0 })], 53, 'udp', allowed],
    ['TCP alone', [rule('in', 'app', { from: 0, to: 65535 })], 53, 'udp', denied],
    ['ICMP of any type', [rule('in', 'app', { protocol: 'icmp', from: -1, to: -1 })], 8, 'icmp', allowed],
    ['ICMP of another type', [rule('in', 'app', { protocol: 'icmp', from: 3, to: -1 })], 8, 'icmp', denied],
    ['a CIDR that holds the address', [rule('in', '10.0.2.0/24')], 443, 'tcp', allowed],
    ['a CIDR beside', [rule('in', '10.0.3.0/24')], 443, 'tcp', denied],
    ['addresses of IPv6', [rule('in', '::/0')], 443, 'tcp', denied],
    ['itself', [rule('in', 'db')], 443, 'tcp', denied],
    ['none', [], 443, 'tcp', denied],
  ])('a rule for %s', (_, rules, port, protocol, expected) => {
    expect(asked(rules, port, protocol)).toBe(expected);
  });

  test('a rule for itself needs both ends in the group', () => {
    const network = withRules('db', [rule('in', 'db'), rule('out', 'db', { isEgress: true })]);
    expect(packet(end('app', { groups: ['db'] }), 'db', 443, { network }).verdict).toBe('allowed');
    expect(packet(end('app', { groups: ['app', 'db'] }), 'db', 443, { network }).verdict).toBe('allowed');
    expect(packet('app', 'db', 443, { network }).verdict).toBe('denied');
  });

  test('a rule for a prefix list reaches what is in it', () => {
    const network = withRules('app', [rule('out', 'pl-s3', { isEgress: true })]);
    expect(packet('app', '198.51.100.5', 443, { network }).verdict).toBe('allowed');
    expect(packet('app', '203.0.113.9', 443, { network }).verdict).toBe('denied');
  });

  test('answers pass them, whatever they say', () => {
    expect(packet('app', 'db').hops.filter(({ at }) => at.startsWith('security group'))).toHaveLength(2);
  });
});
