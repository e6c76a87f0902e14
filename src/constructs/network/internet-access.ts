import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';
import { SubnetTier } from './subnet-tier';

const ANYWHERE = '0.0.0.0/0';

export interface InternetAccessProps {
  readonly name: string;
  readonly vpcId: string;
  /** Subnets that reach the internet, and are reached, through the internet gateway. */
  readonly publicTier: SubnetTier;
  /** Subnets that reach the internet through the NAT gateway of their own zone, so that zones fail independently. */
  readonly privateTier: SubnetTier;
}

/**
 * The internet gateway, and a NAT gateway with its own address in every zone. Each NAT gateway costs by the hour and by
 * the gigabyte; replacing one changes the address that the world sees.
 */
export class InternetAccess extends Construct {
  /** Ids of the NAT gateways, by key of the zone. */
  readonly natGatewayIds: Keyed<string>;

  constructor(scope: Construct, id: string, { name, vpcId, publicTier, privateTier }: InternetAccessProps) {
    super(scope, id);
    const gateway = new InternetGateway(this, 'internet-gateway', { vpcId, tags: { Name: name } });
    for (const [zone, routeTableId] of byKey(publicTier.routeTableIds)) {
      new Route(this, `public-route-${zone}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        gatewayId: gateway.id,
      });
    }
    const natGatewayIds: Record<string, string> = {};
    for (const [zone, subnetId] of byKey(publicTier.subnetIds)) {
      const tags = { Name: `${name}-${zone}` };
      const address = new Eip(this, `nat-address-${zone}`, { domain: 'vpc', tags });
      const nat = new NatGateway(this, `nat-gateway-${zone}`, {
        subnetId,
        allocationId: address.id,
        tags,
        dependsOn: [gateway],
      });
      const routeTableId = privateTier.routeTableIds[zone];
      if (routeTableId === undefined) {
        throw new Error(
          `${this.node.path}: the private tier has no subnet in zone ${zone}, where the public tier has one`,
        );
      }
      new Route(this, `private-route-${zone}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: nat.id,
      });
      natGatewayIds[zone] = nat.id;
    }
    this.natGatewayIds = natGatewayIds;
  }
}
