import { Usage } from '../../src/config/sections/usage';
import { Body, Configuration, listOf } from '../model/terraform/stacks';
import { billOf, Line, sumOf } from './bill';

type Configurations = Readonly<Record<string, Configuration>>;
/** Change of a resource by a switch, with its position among those of its type; undefined removes it. */
type Switch = (type: string, body: Body, position: number) => Body | undefined;

const oneNatGateway: Switch = (type, body, position) =>
  (type === 'aws_nat_gateway' || type === 'aws_eip') && position > 0 ? undefined : body;
const noReader: Switch = (type, body, position) =>
  type === 'aws_rds_cluster_instance' && position > 0 ? undefined : body;
const oneEndpointZone: Switch = (type, body) =>
  type === 'aws_vpc_endpoint' && listOf(body['subnet_ids']).length > 1
    ? { ...body, subnet_ids: listOf(body['subnet_ids']).slice(0, 1) }
    : body;
const noEndpoints: Switch = (type, body) =>
  type === 'aws_vpc_endpoint' && body['vpc_endpoint_type'] === 'Interface' ? undefined : body;

const switched = (configurations: Configurations, change: Switch): Configurations =>
  Object.fromEntries(
    Object.entries(configurations).map(([stack, configuration]) => [
      stack,
      {
        ...configuration,
        resource: Object.fromEntries(
          Object.entries(configuration.resource ?? {}).map(([type, named]) => [
            type,
            Object.fromEntries(
              Object.entries(named).flatMap(([name, body], position) => {
                const left = change(type, body, position);
                return left === undefined ? [] : [[name, left]];
              }),
            ),
          ]),
        ),
      },
    ]),
  );

export interface Saving {
  readonly switch: string;
  /** US dollars in a month. */
  readonly usd: number;
}

/** Hours of a day in which nobody needs the tasks. */
const ASLEEP = 12;

/** Savings of single switches, found by pricing the changed JSON. */
export function savingsOf(
  configurations: Configurations,
  usage: Usage,
  price: (name: string) => number | undefined,
): Saving[] {
  const total = (lines: readonly Line[]): number => sumOf(lines).fixed + sumOf(lines).used;
  const bill = billOf(configurations, usage, price);
  const saved = (change: Switch, otherUsage = usage): number =>
    total(bill) - total(billOf(switched(configurations, change), otherUsage, price));
  const tasks = sumOf(bill.filter(({ type }) => type === 'aws_ecs_service')).fixed;
  const through = { ...usage, natGb: usage.natGb + usage.endpointGb };
  const endpoints = new Set(bill.flatMap(({ type, name }) => (type === 'aws_vpc_endpoint' ? [name] : [])))
    .size;
  return [
    { switch: "one NAT gateway for all zones (network.natGateways: 'shared')", usd: saved(oneNatGateway) },
    {
      switch: 'each endpoint less, its traffic through NAT (network.interfaceEndpoints)',
      usd: saved(noEndpoints, through) / Math.max(1, endpoints),
    },
    { switch: 'no reader of the database (database.reader: false)', usd: saved(noReader) },
    {
      switch: 'one zone for NAT, endpoints and database',
      usd: saved((type, body, position) => {
        const left = oneNatGateway(type, body, position) && noReader(type, body, position);
        return left && oneEndpointZone(type, left, position);
      }),
    },
    { switch: `tasks asleep ${ASLEEP} hours a day`, usd: (tasks * ASLEEP) / 24 },
  ];
}
