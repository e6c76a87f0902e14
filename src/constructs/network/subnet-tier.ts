import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { Keyed, mapByKey, valuesByKey } from '../../lib/keyed';
import { AclRules, NetworkAcl } from './network-acl';

export interface SubnetTierProps {
  /** Prefix of the resources' names, such as `petclinic-dev-app`. */
  readonly name: string;
  readonly vpcId: string;
  /** One subnet a zone, keyed by the zone's letter. */
  readonly subnets: Keyed<{ readonly zone: string; readonly cidr: string }>;
  readonly rules: AclRules;
}

/**
 * One tier of the network: a subnet and a route table per zone, and one network ACL over them all. No instance gets a
 * public address on launch. The route tables start without a default route.
 */
export class SubnetTier extends Construct {
  readonly subnetIds: Keyed<string>;
  readonly routeTableIds: Keyed<string>;

  constructor(scope: Construct, id: string, { name, vpcId, subnets, rules }: SubnetTierProps) {
    super(scope, id);
    this.subnetIds = mapByKey(
      subnets,
      ({ zone, cidr }, key) =>
        new Subnet(this, `subnet-${key}`, {
          vpcId,
          availabilityZone: zone,
          cidrBlock: cidr,
          mapPublicIpOnLaunch: false,
          tags: { Name: `${name}-${key}` },
        }).id,
    );
    this.routeTableIds = mapByKey(this.subnetIds, (subnetId, key) => {
      const table = new RouteTable(this, `route-table-${key}`, { vpcId, tags: { Name: `${name}-${key}` } });
      new RouteTableAssociation(this, `route-table-association-${key}`, { subnetId, routeTableId: table.id });
      return table.id;
    });
    new NetworkAcl(this, 'acl', { name, vpcId, subnetIds: valuesByKey(this.subnetIds), rules });
  }
}
