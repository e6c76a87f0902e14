import { addressOf } from '../../../tools/model/addresses';
import { endsOf, judgeFlow } from '../../../tools/model/ends';
import { End, judgePacket, PacketVerdict } from '../../../tools/model/vpc/packet';
import { prepareNetwork } from '../../../tools/model/vpc/prepare';
import { protocolOf } from '../../../tools/model/vpc/protocols';
import { Acl, AclEntry, GroupRule, Network, Route, RouteTable } from '../../../tools/model/vpc/types';

export const entry = (id: string, changes: Partial<AclEntry> = {}): AclEntry => ({
  id,
  isEgress: false,
  number: 100,
  protocol: '-1',
  cidr: '0.0.0.0/0',
  from: 0,
  to: 65535,
  allows: true,
  ...changes,
});

export const rule = (id: string, peer: string, changes: Partial<GroupRule> = {}): GroupRule => ({
  id,
  isEgress: false,
  protocol: 'tcp',
  from: 443,
  to: 443,
  peer,
  ...changes,
});

export const route = (destination: string, kind: Route['kind'], target: string): Route => ({
  id: `route ${destination} ${target}`,
  destination,
  kind,
  target,
});

const table = (id: string, subnet: string, routes: readonly Route[]): RouteTable => ({
  id,
  vpc: 'vpc',
  isMain: false,
  subnets: [subnet],
  routes,
});

export const acl = (subnet: string, entries: readonly AclEntry[]): Acl => ({
  id: `acl of ${subnet}`,
  vpc: 'vpc',
  isDefault: false,
  subnets: [subnet],
  entries,
});

/** VPC with a public, an app and a db subnet, groups `web`, `app` and `db` open to each other's neighbour on 443. */
export const sample: Network = {
  vpcs: [{ id: 'vpc', cidrs: ['10.0.0.0/16'], resolvesPrivateNames: true }],
  subnets: ['public', 'app', 'db'].map((id, index) => ({
    id,
    vpc: 'vpc',
    cidr: `10.0.${String(index + 1)}.0/24`,
    zone: 'us-west-2a',
  })),
  routeTables: [
    table('public table', 'public', [route('0.0.0.0/0', 'internet-gateway', 'igw')]),
    table('app table', 'app', [
      route('0.0.0.0/0', 'nat-gateway', 'nat'),
      route('pl-s3', 'gateway-endpoint', 'vpce-s3'),
    ]),
    table('db table', 'db', []),
  ],
  acls: [],
  groups: [
    {
      id: 'web',
      name: 'web',
      vpc: 'vpc',
      rules: [rule('web in', '0.0.0.0/0'), rule('web out', 'app', { isEgress: true })],
    },
    {
      id: 'app',
      name: 'app',
      vpc: 'vpc',
      rules: [rule('app in', 'web'), rule('app out', '0.0.0.0/0', { isEgress: true })],
    },
    { id: 'db', name: 'db', vpc: 'vpc', rules: [rule('db in', 'app')] },
  ],
  natGateways: [{ id: 'nat', subnet: 'public', isPublic: true }],
  endpoints: [],
  prefixLists: [{ id: 'pl-s3', name: 'com.amazonaws.us-west-2.s3', cidrs: ['198.51.100.0/25'] }],
};

/** Sample with other entries for one subnet. */
export const withAcl = (subnet: string, entries: readonly AclEntry[]): Network => ({
  ...sample,
  acls: [acl(subnet, entries)],
});

/** Sample with other rules for one group. */
export const withRules = (id: string, rules: readonly GroupRule[]): Network => ({
  ...sample,
  groups: sample.groups.map((group) => (group.id === id ? { ...group, rules } : group)),
});

/** Sample with other routes for one subnet. */
export const withRoutes = (subnet: string, ...routes: readonly Route[]): Network => ({
  ...sample,
  routeTables: sample.routeTables.map((one) => (one.subnets.includes(subnet) ? { ...one, routes } : one)),
});

/** End that a name of a subnet stands for, its group with it, or an address outside. */
export function end(where: string, changes: Partial<End> = {}): End {
  const outside = addressOf(where);
  if (outside !== undefined) return { address: outside, kind: 'internet', isPublic: true, ...changes };
  const index = ['public', 'app', 'db'].indexOf(where) + 1;
  return {
    address: addressOf(`10.0.${String(index)}.10`) ?? 0,
    kind: 'task',
    subnet: where,
    groups: [where === 'public' ? 'web' : where],
    isPublic: where === 'public',
    ...changes,
  };
}

/** Judges a packet of the sample, or of a network in its place. */
export function packet(
  from: End | string,
  to: End | string,
  port = 443,
  { protocol = 'tcp', network = sample }: { readonly protocol?: string; readonly network?: Network } = {},
): PacketVerdict {
  return judgePacket(prepareNetwork(network), {
    source: typeof from === 'string' ? end(from) : from,
    destination: typeof to === 'string' ? end(to) : to,
    protocol: protocolOf(protocol),
    port,
  });
}

/** Verdict on all addresses of two subnets together. */
export function flow(network: Network, from: string, to: string, port = 443): string {
  const prepared = prepareNetwork(network);
  const ends = (id: string): End[] =>
    endsOf(prepared, { kind: 'task', subnets: [id], groups: end(id).groups ?? [], isPublic: false });
  return judgeFlow(prepared, ends(from), ends(to), 'tcp', port).verdict;
}
