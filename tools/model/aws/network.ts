import {
  EC2Client,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
  DescribeVpcAttributeCommand,
  NetworkAclEntry,
  Route as AwsRoute,
  SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { GroupRule, Network, PrefixList, Route, RouteTarget } from '../vpc/types';
import { protocolOf } from '../vpc/protocols';
import { all, textOf } from './pages';

/** Network of a region by describe calls alone. */
export async function describeNetwork(client: EC2Client): Promise<Network> {
  const config = { client };
  const [vpcs, subnets, tables, acls, groups, rules, gateways, endpoints] = await Promise.all([
    all(paginateDescribeVpcs(config, {}), ({ Vpcs }) => Vpcs),
    all(paginateDescribeSubnets(config, {}), ({ Subnets }) => Subnets),
    all(paginateDescribeRouteTables(config, {}), ({ RouteTables }) => RouteTables),
    all(paginateDescribeNetworkAcls(config, {}), ({ NetworkAcls }) => NetworkAcls),
    all(paginateDescribeSecurityGroups(config, {}), ({ SecurityGroups }) => SecurityGroups),
    all(paginateDescribeSecurityGroupRules(config, {}), (page) => page.SecurityGroupRules),
    all(paginateDescribeNatGateways(config, {}), ({ NatGateways }) => NatGateways),
    all(paginateDescribeVpcEndpoints(config, {}), ({ VpcEndpoints }) => VpcEndpoints),
  ]);
  return {
    vpcs: await Promise.all(
      vpcs.map(async ({ VpcId: id = '', CidrBlock, CidrBlockAssociationSet = [] }) => ({
        id,
        cidrs: [...new Set([CidrBlock, ...CidrBlockAssociationSet.map((one) => one.CidrBlock)].map(textOf))],
        resolvesPrivateNames: await resolvesNames(client, id),
      })),
    ),
    subnets: subnets.map((subnet) => ({
      id: textOf(subnet.SubnetId),
      vpc: textOf(subnet.VpcId),
      cidr: textOf(subnet.CidrBlock),
      zone: textOf(subnet.AvailabilityZone),
    })),
    routeTables: tables.map(({ RouteTableId: id = '', VpcId, Associations = [], Routes = [] }) => ({
      id,
      vpc: textOf(VpcId),
      isMain: Associations.some(({ Main }) => Main === true),
      subnets: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      routes: Routes.flatMap((route) => routeOf(id, route)),
    })),
    acls: acls.map(({ NetworkAclId: id = '', VpcId, IsDefault, Associations = [], Entries = [] }) => ({
      id,
      vpc: textOf(VpcId),
      isDefault: IsDefault === true,
      subnets: Associations.map(({ SubnetId }) => textOf(SubnetId)),
      entries: Entries.filter(({ RuleNumber }) => RuleNumber !== 32767).map((entry) => ({
        id: `${id} ${entry.Egress === true ? 'out' : 'in'} ${String(entry.RuleNumber)}`,
        isEgress: entry.Egress === true,
        number: entry.RuleNumber ?? 0,
        protocol: protocolOf(textOf(entry.Protocol)),
        cidr: entry.CidrBlock ?? textOf(entry.Ipv6CidrBlock),
        ...portsOf(entry),
        allows: entry.RuleAction === 'allow',
      })),
    })),
    groups: groups.map(({ GroupId: id = '', GroupName, VpcId }) => ({
      id,
      name: textOf(GroupName),
      vpc: textOf(VpcId),
      rules: rules.filter(({ GroupId }) => GroupId === id).flatMap(ruleOf),
    })),
    natGateways: gateways
      .filter(({ State }) => State === 'available')
      .map((gateway) => ({
        id: textOf(gateway.NatGatewayId),
        subnet: textOf(gateway.SubnetId),
        isPublic: gateway.ConnectivityType !== 'private',
      })),
    endpoints: endpoints.map((endpoint) => ({
      id: textOf(endpoint.VpcEndpointId),
      vpc: textOf(endpoint.VpcId),
      service: textOf(endpoint.ServiceName),
      kind:
        endpoint.VpcEndpointType?.toLowerCase() === 'interface'
          ? ('Interface' as const)
          : ('Gateway' as const),
      subnets: endpoint.SubnetIds ?? [],
      groups: (endpoint.Groups ?? []).map(({ GroupId }) => textOf(GroupId)),
      routeTables: endpoint.RouteTableIds ?? [],
      hasPrivateNames: endpoint.PrivateDnsEnabled === true,
    })),
    prefixLists: await prefixLists(client),
  };
}

async function resolvesNames(client: EC2Client, VpcId: string): Promise<boolean> {
  const [support, hostnames] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  return support.EnableDnsSupport?.Value === true && hostnames.EnableDnsHostnames?.Value === true;
}

/** A route of IPv4; none for the local ones, which every table has, and for IPv6. */
function routeOf(table: string, route: AwsRoute): Route[] {
  const destination = route.DestinationCidrBlock ?? route.DestinationPrefixListId;
  if (destination === undefined || route.GatewayId === 'local') return [];
  const id = `${table} ${destination}`;
  const { GatewayId: gateway = '', NatGatewayId: nat } = route;
  if (route.State === 'blackhole') return [{ id, destination, kind: 'blackhole', target: 'blackhole' }];
  if (nat !== undefined) return [{ id, destination, kind: 'nat-gateway', target: nat }];
  const kinds: Readonly<Record<string, RouteTarget>> = { igw: 'internet-gateway', vpce: 'gateway-endpoint' };
  const others = [
    route.VpcPeeringConnectionId,
    route.TransitGatewayId,
    route.NetworkInterfaceId,
    route.EgressOnlyInternetGatewayId,
  ];
  const target = gateway !== '' ? gateway : (others.find((other) => other !== undefined) ?? 'unknown');
  return [{ id, destination, kind: kinds[target.split('-')[0] ?? ''] ?? 'other', target }];
}

/** Ports of an entry: for all protocols AWS gives none, or zeros. */
function portsOf({ Protocol, IcmpTypeCode, PortRange }: NetworkAclEntry): { from: number; to: number } {
  if (Protocol === '-1') return { from: 0, to: 65535 };
  return { from: IcmpTypeCode?.Type ?? PortRange?.From ?? 0, to: PortRange?.To ?? 65535 };
}

function ruleOf(rule: SecurityGroupRule): GroupRule[] {
  const peer = rule.CidrIpv4 ?? rule.ReferencedGroupInfo?.GroupId ?? rule.PrefixListId ?? rule.CidrIpv6;
  if (peer === undefined) return [];
  const protocol = protocolOf(textOf(rule.IpProtocol));
  const isAll = protocol === '-1';
  return [
    {
      id: textOf(rule.SecurityGroupRuleId),
      isEgress: rule.IsEgress === true,
      protocol,
      from: isAll ? 0 : (rule.FromPort ?? -1),
      to: isAll ? 65535 : (rule.ToPort ?? -1),
      peer,
    },
  ];
}

/** Prefix lists, AWS's own among them. */
async function prefixLists(client: EC2Client): Promise<PrefixList[]> {
  const lists = await all(paginateDescribeManagedPrefixLists({ client }, {}), (page) => page.PrefixLists);
  return Promise.all(
    lists.map(async ({ PrefixListId, PrefixListName }) => ({
      id: textOf(PrefixListId),
      name: textOf(PrefixListName),
      cidrs: await all(
        paginateGetManagedPrefixListEntries({ client }, { PrefixListId }),
        ({ Entries = [] }) => Entries.map(({ Cidr }) => textOf(Cidr)),
      ),
    })),
  );
}
