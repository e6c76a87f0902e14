import { findingsAt, Rule, unless } from '../../rule';
import { defaultRoutesOf, subnetsFor } from '../../support/routes';

export const rule: Rule = {
  reason:
    'A subnet that leaves through the NAT gateway of another zone falls with that zone, and pays for the way there.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  check: (estate) =>
    findingsAt(subnetsFor(estate, 'app'), (subnet) => {
      const routes = defaultRoutesOf(estate, subnet);
      const zones = routes.map(({ place, body }) => {
        const gateway = estate.target(place, body['nat_gateway_id']);
        return gateway && estate.target(gateway, gateway.body['subnet_id'])?.body['availability_zone'];
      });
      return unless(
        zones.length > 0 && zones.every((zone) => zone === subnet.body['availability_zone']),
        'its default route does not go to a NAT gateway of its own zone',
      );
    }),
};
