import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import { byKey, Keyed, valuesByKey } from '../../lib/keyed';
import { SubnetTier } from './subnet-tier';

const ANYWHERE = '0.0.0.0/0';

export interface InternetAccessProps {
  readonly name: string;
  readonly vpcId: string;
  /** Subnets that reach the internet, and are reached, through the internet gateway. */
  readonly publicTier: SubnetTier;
  /** Subnets that reach the internet through the NAT gateway of their own zone, or, where it has none, of the first with one. */
  readonly privateTier: SubnetTier;
  /** Keys of the zones with a NAT gateway; with one in each, zones fail independently. */
  readonly natZones: readonly string[];
}

/**
 * The internet gateway, and NAT gateways with an address each. Each NAT gateway costs by the hour and by
 * the gigabyte; replacing one changes the address that the world sees.
 */
export class InternetAccess extends Construct {
  /** Ids of the NAT gateways, by key of the zone. */
  readonly natGatewayIds: Keyed<string>;

  constructor(scope: Construct, id: string, props: InternetAccessProps) {
    super(scope, id);
    const { name, vpcId, publicTier, privateTier, natZones } = props;
    const gateway = new InternetGateway(this, 'internet-gateway', { vpcId, tags: { Name: name } });
    for (const [zone, routeTableId] of byKey(publicTier.routeTableIds)) {
      new Route(this, `public-route-${zone}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        gatewayId: gateway.id,
      });
    }
    this.natGatewayIds = Object.fromEntries(
      natZones.map((zone) => {
        const tags = { Name: `${name}-${zone}` };
        const address = new Eip(this, `nat-address-${zone}`, { domain: 'vpc', tags });
        const nat = new NatGateway(this, `nat-gateway-${zone}`, {
          subnetId:
            publicTier.subnetIds[zone] ?? this.#refuse(`the public tier has no subnet in zone ${zone}`),
          allocationId: address.id,
          tags,
          dependsOn: [gateway],
        });
        return [zone, nat.id];
      }),
    );
    const [shared] = valuesByKey(this.natGatewayIds);
    for (const [zone, routeTableId] of byKey(privateTier.routeTableIds)) {
      new Route(this, `private-route-${zone}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: this.natGatewayIds[zone] ?? shared ?? this.#refuse('no zone has a NAT gateway'),
      });
    }
  }

  #refuse(problem: string): never {
    throw new Error(`${this.node.path}: ${problem}`);
  }
}
