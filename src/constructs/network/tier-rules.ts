import { byKey, Keyed } from '../../lib/keyed';
import { AclRule, AclRules } from './network-acl';

const ANY = '0.0.0.0/0';
const port = (number: number) => ({ from: number, to: number });

/** Ephemeral ports, from which NAT gateways, load balancer and tasks call out, and to which answers return. */
const EPHEMERAL = { from: 1024, to: 65535 };

/** Rules of the public tier (load balancer and NAT gateways): the internet may call 80 and 443 and answer. */
export const publicRules = (vpcCidr: string): AclRules => ({
  inbound: {
    'http-from-any': { number: 100, cidr: ANY, tcpPorts: port(80) },
    'https-from-any': { number: 110, cidr: ANY, tcpPorts: port(443) },
    'all-from-vpc': { number: 120, cidr: vpcCidr },
    'answers-from-any': { number: 130, cidr: ANY, tcpPorts: EPHEMERAL },
  },
  outbound: { 'all-to-any': { number: 100, cidr: ANY } },
});

/** Rules of the app tier: the VPC may call it; it calls the web, whose answers come through NAT and the S3 gateway. */
export const appRules = (vpcCidr: string): AclRules => ({
  inbound: {
    'all-from-vpc': { number: 100, cidr: vpcCidr },
    'answers-from-any': { number: 110, cidr: ANY, tcpPorts: EPHEMERAL },
  },
  outbound: {
    'all-to-vpc': { number: 100, cidr: vpcCidr },
    'http-to-any': { number: 110, cidr: ANY, tcpPorts: port(80) },
    'https-to-any': { number: 120, cidr: ANY, tcpPorts: port(443) },
  },
});

/** The app subnet of one zone, such as `10.0.3.0/24` in `us-west-2a`. */
export interface AppSubnet {
  readonly zone: string;
  readonly cidr: string;
}

/** Rules of the database tier: MySQL from the app subnets and the answers to them. Nothing else, in or out. */
export const dbRules = (appSubnets: Keyed<AppSubnet>): AclRules => ({
  inbound: forEachZone(appSubnets, 'mysql-from-app', port(3306)),
  outbound: forEachZone(appSubnets, 'answers-to-app', EPHEMERAL),
});

function forEachZone(
  subnets: Keyed<AppSubnet>,
  purpose: string,
  tcpPorts: { from: number; to: number },
): Keyed<AclRule> {
  const rules = byKey(subnets).map(([key, { zone, cidr }]): [string, AclRule] => [
    `${purpose}-${key}`,
    // By the letter of the zone, so that a third zone does not renumber the first two.
    { number: 100 + 10 * (zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0)), cidr, tcpPorts },
  ]);
  return Object.fromEntries(rules);
}
