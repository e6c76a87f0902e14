import {
  Acl,
  AclEntry,
  Endpoint,
  GroupRule,
  Network,
  PrefixList,
  Route,
  RouteTable,
  RouteTarget,
  SecurityGroup,
} from '../vpc/types';
import { protocolOf } from '../vpc/protocols';
import { blocksOf, Body, listOf, numberOf, Resource, Stacks, textOf, textsOf } from './stacks';

/** Addresses that stand for AWS's own prefix lists, of which Terraform's JSON holds none (RFC 5737). */
const AWS_PREFIXES: Readonly<Record<string, string>> = {
  s3: '198.51.100.0/25',
  dynamodb: '198.51.100.128/25',
};

/** Attributes of a route, each with what it leads to. */
const TARGETS = {
  nat_gateway_id: 'nat-gateway',
  gateway_id: 'internet-gateway',
  vpc_endpoint_id: 'other',
  vpc_peering_connection_id: 'other',
  transit_gateway_id: 'other',
  network_interface_id: 'other',
  egress_only_gateway_id: 'other',
  local_gateway_id: 'other',
  carrier_gateway_id: 'other',
  core_network_arn: 'other',
} as const satisfies Record<string, RouteTarget>;

export function readNetwork(stacks: Stacks): Network {
  const endpoints = stacks.all('aws_vpc_endpoint').map((resource) => endpointOf(stacks, resource));
  const associated = stacks.all('aws_vpc_ipv4_cidr_block_association');
  return {
    vpcs: stacks.all('aws_vpc').map(({ id, body }) => ({
      id,
      cidrs: [
        textOf(body['cidr_block']),
        ...associated.filter((one) => one.body['vpc_id'] === id).map((one) => textOf(one.body['cidr_block'])),
      ],
      resolvesPrivateNames: body['enable_dns_support'] !== false && body['enable_dns_hostnames'] === true,
    })),
    subnets: stacks.all('aws_subnet').map(({ id, body }) => ({
      id,
      vpc: textOf(body['vpc_id']),
      cidr: textOf(body['cidr_block']),
      zone: textOf(body['availability_zone'] ?? body['availability_zone_id']),
    })),
    routeTables: routeTablesOf(stacks, endpoints),
    acls: stacks.all('aws_network_acl', 'aws_default_network_acl').map((resource) => aclOf(stacks, resource)),
    groups: stacks
      .all('aws_security_group', 'aws_default_security_group')
      .map((resource) => groupOf(stacks, resource)),
    natGateways: stacks.all('aws_nat_gateway').map(({ id, body }) => ({
      id,
      subnet: textOf(body['subnet_id']),
      isPublic: body['connectivity_type'] !== 'private',
    })),
    endpoints,
    prefixLists: [...awsPrefixLists(endpoints), ...ownPrefixLists(stacks)],
  };
}

function endpointOf(stacks: Stacks, { id, body }: Resource): Endpoint {
  const joined = (type: string, attribute: string): string[] =>
    stacks
      .all(type)
      .filter((one) => one.body['vpc_endpoint_id'] === id)
      .map((one) => textOf(one.body[attribute]));
  return {
    id,
    vpc: textOf(body['vpc_id']),
    service: textOf(body['service_name']),
    kind: body['vpc_endpoint_type'] === 'Interface' ? 'Interface' : 'Gateway',
    subnets: [...textsOf(body['subnet_ids']), ...joined('aws_vpc_endpoint_subnet_association', 'subnet_id')],
    groups: [
      ...textsOf(body['security_group_ids']),
      ...joined('aws_vpc_endpoint_security_group_association', 'security_group_id'),
    ],
    routeTables: [
      ...textsOf(body['route_table_ids']),
      ...joined('aws_vpc_endpoint_route_table_association', 'route_table_id'),
    ],
    hasPrivateNames: body['private_dns_enabled'] === true,
  };
}

function routeTablesOf(stacks: Stacks, endpoints: readonly Endpoint[]): RouteTable[] {
  const mains = stacks.all('aws_main_route_table_association').map(({ body }) => body['route_table_id']);
  return stacks.all('aws_route_table', 'aws_default_route_table').map(({ id, body }) => ({
    id,
    vpc: textOf(body['vpc_id']),
    isMain: id.includes('/aws_default_route_table.') || mains.includes(id),
    subnets: stacks
      .all('aws_route_table_association')
      .filter((one) => one.body['route_table_id'] === id && one.body['subnet_id'] !== undefined)
      .map((one) => textOf(one.body['subnet_id'])),
    routes: [
      ...stacks
        .all('aws_route')
        .filter((one) => one.body['route_table_id'] === id)
        .flatMap((one) => routesOf(one.id, one.body)),
      ...blocksOf(body['route']).flatMap((one) => routesOf(id, one)),
      ...endpoints
        .filter((one) => one.kind === 'Gateway' && one.routeTables.includes(id))
        .map((one): Route => ({
          id: one.id,
          destination: prefixListId(one),
          kind: 'gateway-endpoint',
          target: one.id,
        })),
    ],
  }));
}

/** A route of IPv4; none for one of IPv6. */
function routesOf(id: string, body: Body): Route[] {
  const destination = textOf(
    body['destination_cidr_block'] ?? body['cidr_block'] ?? body['destination_prefix_list_id'],
  );
  if (destination === '') return [];
  for (const [attribute, kind] of Object.entries(TARGETS)) {
    const target = textOf(body[attribute]);
    if (target === '') continue;
    if (target === 'local') return [{ id, destination, kind: 'local', target }];
    const isInternet = target.includes('aws_internet_gateway.') || target.startsWith('igw-');
    return [{ id, destination, kind: kind === 'internet-gateway' && !isInternet ? 'other' : kind, target }];
  }
  return [{ id, destination, kind: 'blackhole', target: 'blackhole' }];
}

function aclOf(stacks: Stacks, { id, body }: Resource): Acl {
  const isDefault = id.includes('/aws_default_network_acl.');
  const entry = (entryId: string, one: Body, isEgress: boolean): AclEntry => {
    const protocol = protocolOf(textOf(one['protocol']));
    const isAll = protocol === '-1';
    return {
      id: entryId,
      isEgress,
      number: numberOf(one['rule_number'] ?? one['rule_no'], 0),
      protocol,
      cidr: textOf(one['cidr_block'] ?? one['ipv6_cidr_block']),
      from: isAll ? 0 : numberOf(one['icmp_type'] ?? one['from_port'], protocol === 'icmp' ? -1 : 0),
      to: isAll ? 65535 : numberOf(one['to_port'], 65535),
      allows: textOf(one['rule_action'] ?? one['action']).toLowerCase() === 'allow',
    };
  };
  return {
    id,
    vpc: textOf(body['vpc_id']),
    isDefault,
    subnets: [
      ...textsOf(body['subnet_ids']),
      ...stacks
        .all('aws_network_acl_association')
        .filter((one) => one.body['network_acl_id'] === id)
        .map((one) => textOf(one.body['subnet_id'])),
    ],
    entries: [
      ...stacks
        .all('aws_network_acl_rule')
        .filter((one) => one.body['network_acl_id'] === id)
        .map((one) => entry(one.id, one.body, one.body['egress'] === true)),
      ...blocksOf(body['ingress']).map((one) => entry(id, one, false)),
      ...blocksOf(body['egress']).map((one) => entry(id, one, true)),
    ],
  };
}

function groupOf(stacks: Stacks, { id, body }: Resource): SecurityGroup {
  const own = (type: string): Resource[] =>
    stacks.all(type).filter((one) => one.body['security_group_id'] === id);
  const isEgress = (one: Body): boolean => one['type'] === 'egress';
  return {
    id,
    name: textOf(body['name'] ?? body['name_prefix'], 'default'),
    vpc: textOf(body['vpc_id']),
    rules: [
      ...own('aws_vpc_security_group_ingress_rule').flatMap((one) => rulesOf(one.id, one.body, false, id)),
      ...own('aws_vpc_security_group_egress_rule').flatMap((one) => rulesOf(one.id, one.body, true, id)),
      ...own('aws_security_group_rule').flatMap((one) => rulesOf(one.id, one.body, isEgress(one.body), id)),
      ...blocksOf(body['ingress']).flatMap((one) => rulesOf(id, one, false, id)),
      ...blocksOf(body['egress']).flatMap((one) => rulesOf(id, one, true, id)),
    ],
  };
}

/** Rules of one resource or block, one for each peer that it names. */
function rulesOf(id: string, body: Body, isEgress: boolean, self: string): GroupRule[] {
  const protocol = protocolOf(textOf(body['ip_protocol'] ?? body['protocol'], '-1'));
  const isAll = protocol === '-1';
  const peers = [
    'cidr_ipv4',
    'cidr_ipv6',
    'cidr_blocks',
    'ipv6_cidr_blocks',
    'referenced_security_group_id',
    'source_security_group_id',
    'security_groups',
    'prefix_list_id',
    'prefix_list_ids',
  ].flatMap((attribute) => textsOf(body[attribute]));
  return [...peers, ...(body['self'] === true ? [self] : [])].map((peer) => ({
    id,
    isEgress,
    protocol,
    from: isAll ? 0 : numberOf(body['from_port'], -1),
    to: isAll ? 65535 : numberOf(body['to_port'], -1),
    peer,
  }));
}

const prefixListId = ({ id }: Endpoint): string => `${id}#prefix_list_id`;

function awsPrefixLists(endpoints: readonly Endpoint[]): PrefixList[] {
  return endpoints
    .filter(({ kind }) => kind === 'Gateway')
    .map((endpoint) => {
      const cidr = AWS_PREFIXES[endpoint.service.split('.').at(-1) ?? ''];
      return {
        id: prefixListId(endpoint),
        name: endpoint.service,
        cidrs: listOf(cidr).map(String),
      };
    });
}

function ownPrefixLists(stacks: Stacks): PrefixList[] {
  return stacks.all('aws_ec2_managed_prefix_list').map(({ id, body }) => ({
    id,
    name: textOf(body['name']),
    cidrs: [
      ...blocksOf(body['entry']).map(({ cidr }) => textOf(cidr)),
      ...stacks
        .all('aws_ec2_managed_prefix_list_entry')
        .filter((one) => one.body['prefix_list_id'] === id)
        .map((one) => textOf(one.body['cidr'])),
    ],
  }));
}
