/**
 * VPC as EC2 describes it, as plain data. Every `id` is a Terraform address where the JSON was read, an AWS id where AWS was
 * asked. Objects refer to each other by id.
 */
export interface Network {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly acls: readonly Acl[];
  readonly groups: readonly SecurityGroup[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly Endpoint[];
  readonly prefixLists: readonly PrefixList[];
}

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly string[];
  /** DNS support and DNS hostnames: private names of interface endpoints need both. */
  readonly resolvesPrivateNames: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly cidr: string;
  /** Availability zone, such as `us-west-2a`. */
  readonly zone: string;
}

export type RouteTarget =
  'internet-gateway' | 'nat-gateway' | 'gateway-endpoint' | 'local' | 'blackhole' | 'other';

export interface Route {
  readonly id: string;
  /** CIDR, or the id of a prefix list. */
  readonly destination: string;
  readonly kind: RouteTarget;
  /** Gateway, endpoint, peering connection or interface. */
  readonly target: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpc: string;
  /** True for the main route table, which serves the subnets that name no table. */
  readonly isMain: boolean;
  readonly subnets: readonly string[];
  readonly routes: readonly Route[];
}

/** `tcp`, `udp`, `icmp`, the number of another protocol, or `-1` for all. */
export type Protocol = string;

export interface AclEntry {
  readonly id: string;
  readonly isEgress: boolean;
  /** Entries are tried in ascending order, the first that matches decides. */
  readonly number: number;
  readonly protocol: Protocol;
  readonly cidr: string;
  /** Ports of TCP and UDP, type of ICMP (-1 for all); ignored for other protocols. */
  readonly from: number;
  readonly to: number;
  readonly allows: boolean;
}

export interface Acl {
  readonly id: string;
  readonly vpc: string;
  readonly isDefault: boolean;
  readonly subnets: readonly string[];
  readonly entries: readonly AclEntry[];
}

export interface GroupRule {
  readonly id: string;
  readonly isEgress: boolean;
  readonly protocol: Protocol;
  readonly from: number;
  readonly to: number;
  /** CIDR, or the id of a security group or of a prefix list. */
  readonly peer: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpc: string;
  readonly rules: readonly GroupRule[];
}

export interface NatGateway {
  readonly id: string;
  readonly subnet: string;
  readonly isPublic: boolean;
}

export interface Endpoint {
  readonly id: string;
  readonly vpc: string;
  /** Name of the endpoint service, such as `com.amazonaws.us-west-2.ecr.api`. */
  readonly service: string;
  readonly kind: 'Interface' | 'Gateway';
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly routeTables: readonly string[];
  readonly hasPrivateNames: boolean;
}

export interface PrefixList {
  readonly id: string;
  /** Name of the list, such as `com.amazonaws.us-west-2.s3`. */
  readonly name: string;
  readonly cidrs: readonly string[];
}
