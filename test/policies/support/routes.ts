import { blocks, Body, Estate, Place, Resource } from '../../support/estate';

const ANYWHERE = ['0.0.0.0/0', '::/0'];

/** A way to the internet: the route's body, and where it stands. */
export interface DefaultRoute {
  readonly place: Place;
  readonly body: Body;
}

/** The route tables that a subnet is associated with. */
export const routeTablesOf = (estate: Estate, subnet: Resource): Resource[] =>
  estate
    .referringTo(subnet, 'subnet_id', 'aws_route_table_association')
    .flatMap((association) => estate.targets(association, association.body['route_table_id']));

/** The routes from a subnet to anywhere, in resources of their own or within the route table. */
export const defaultRoutesOf = (estate: Estate, subnet: Resource): DefaultRoute[] =>
  routeTablesOf(estate, subnet)
    .flatMap((table) => [
      ...estate
        .referringTo(table, 'route_table_id', 'aws_route')
        .map((route) => ({ place: route, body: route.body })),
      ...blocks(table.body, 'route').map((body) => ({ place: table, body })),
    ])
    .filter(({ body }) =>
      ['destination_cidr_block', 'destination_ipv6_cidr_block', 'cidr_block', 'ipv6_cidr_block'].some(
        (attribute) => ANYWHERE.includes(body[attribute] as string),
      ),
    );

/** The subnets that a stack publishes for a purpose: `app`, `db` or `public`. */
export const subnetsFor = (estate: Estate, purpose: string): Resource[] =>
  Object.entries(estate.stacks).flatMap(([scope, { output }]) =>
    estate.targets({ scope }, output?.[`${purpose}_subnet_ids`]?.['value']),
  );
