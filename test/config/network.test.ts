import { dev } from '../support/sample-estate';
import { ABSENT, changed, problemsOf } from './configuration';

const oneZone = { ...dev.network.zones.b };

describe('the network', () => {
  it.each([
    [
      'a subnet with host bits',
      { 'zones.a.app': '10.0.3.1/24' },
      'zones.a.app: "10.0.3.1/24" has host bits set; allowed: a network address such as 10.0.3.0/24',
    ],
    [
      'a subnet that is no network',
      { 'zones.a.app': '10.0.3/24' },
      'zones.a.app: "10.0.3/24" is not an IPv4 network; allowed: four numbers from 0 to 255 and a prefix from 0 to 32, without leading zeros, such as 10.0.0.0/16',
    ],
    [
      'a subnet that is a number',
      { 'zones.a.app': 10 },
      'zones.a.app: 10 is not allowed; allowed: a network from /16 to /28',
    ],
    [
      'a public subnet too small for the load balancer',
      { 'zones.a.public': '10.0.1.0/28' },
      'zones.a.public: "10.0.1.0/28" is too small; allowed: /16 to /27',
    ],
    [
      'a database subnet too small for AWS',
      { 'zones.a.db': '10.0.5.0/29' },
      'zones.a.db: "10.0.5.0/29" is too small; allowed: /16 to /28',
    ],
    [
      'an app subnet too small for endpoints and tasks',
      { 'zones.b.app': '10.0.4.0/28' },
      'zones.b.app: "10.0.4.0/28" leaves 11 addresses; allowed: a network for 10 endpoints and 16 tasks',
    ],
    [
      'a subnet outside the VPC',
      { 'zones.b.db': '10.1.6.0/24' },
      'zones.b.db: "10.1.6.0/24" lies outside the VPC; allowed: networks inside 10.0.0.0/16',
    ],
    [
      'a subnet inside another',
      { 'zones.b.db': '10.0.5.128/25' },
      'zones.b.db: "10.0.5.128/25" overlaps a.db (10.0.5.0/24); allowed: networks without a common address',
    ],
    [
      'a public network for the VPC',
      { cidr: '100.0.0.0/16', zones: inVpc('100.0') },
      'cidr: "100.0.0.0/16" is not private; allowed: networks inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16',
    ],
    [
      'a VPC too large for AWS',
      { cidr: '10.0.0.0/15' },
      'cidr: "10.0.0.0/15" is too large; allowed: /16 to /28',
    ],
    [
      'a zone of another region',
      { 'zones.b.zone': 'eu-west-1b' },
      'zones.b.zone: "eu-west-1b" is not a zone of us-west-2; allowed: us-west-2a, us-west-2b, us-west-2c, us-west-2d',
    ],
    [
      'a zone the region does not have',
      { 'zones.b.zone': 'us-west-2e' },
      'zones.b.zone: "us-west-2e" is not a zone of us-west-2; allowed: us-west-2a, us-west-2b, us-west-2c, us-west-2d',
    ],
    [
      'a zone without its region',
      { 'zones.b.zone': 'b' },
      'zones.b.zone: "b" is not allowed; allowed: an availability zone such as us-west-2a',
    ],
    [
      'a zone twice',
      { 'zones.b.zone': 'us-west-2a' },
      'zones.b.zone: "us-west-2a" is used twice; allowed: each zone once',
    ],
    ['one zone', { zones: { b: oneZone } }, 'zones: has too few, 1; allowed: two or more zones'],
    [
      'a zone without a tier',
      { 'zones.b.db': ABSENT },
      'zones.b.db: is missing; allowed: a network from /16 to /28',
    ],
    [
      'a key that is no part of an address',
      { 'zones.C_3': { zone: 'us-west-2c', public: '10.0.7.0/24', app: '10.0.8.0/24', db: '10.0.9.0/24' } },
      'zones.C_3: is not a key; allowed: at most 40 lower-case letters, digits and inner hyphens, a letter first',
    ],
  ])('refuses %s', (_mistake, changes, problem) => {
    expect(problemsOf([changed(dev, { network: changed(dev.network, changes) })])).toEqual([
      `dev.network.${problem}`,
    ]);
  });

  it('refuses every pair of equal subnets once', () => {
    const zones = { 'zones.a.app': '10.0.1.0/24', 'zones.a.db': '10.0.1.0/24' };
    expect(problemsOf([changed(dev, { network: changed(dev.network, zones) })])).toEqual([
      expect.stringMatching(/^dev\.network\.zones\.a\.app: .* overlaps a\.public /),
      expect.stringMatching(/^dev\.network\.zones\.a\.db: .* overlaps a\.public /),
      expect.stringMatching(/^dev\.network\.zones\.a\.db: .* overlaps a\.app /),
    ]);
  });

  it('takes a third zone', () => {
    const third = { zone: 'us-west-2c', public: '10.0.7.0/24', app: '10.0.8.0/24', db: '10.0.9.0/24' };
    expect(problemsOf([changed(dev, { 'network.zones.c': third })])).toEqual([]);
  });
});

function inVpc(beginning: string): unknown {
  return JSON.parse(JSON.stringify(dev.network.zones).replaceAll('10.0', beginning));
}
