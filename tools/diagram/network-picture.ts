import { serviceName } from '../model/model';
import { AclEntry, Route, RouteTable, Subnet } from '../model/vpc/types';
import { Reach } from '../reach/reach';
import { Column, columnsOf, drawFrame, Frame, Tier, TIERS } from './frame';
import { endpointLines, LANES } from './scene';
import { Drawing } from './svg';

const TOP = 98;
const LINE = 14;
/** Room of the icons above the first line of a subnet. */
const TITLE = 34;
const MARGIN = 28;

/** Network of an environment, as SVG: each subnet's routes, the entries of its ACL, and its endpoints. */
export function networkPicture(reach: Reach): string {
  const drawing = new Drawing();
  const heightOf = (tier: Tier): number => {
    const own = columnsOf(reach).flatMap(({ subnets }) => subnets[tier] ?? []);
    return Math.max(0, ...own.map((subnet) => TITLE + LINE * linesOf(reach, subnet).length));
  };
  const heights = { public: heightOf('public'), app: heightOf('app'), database: heightOf('database') };
  const frame = drawFrame(drawing, reach, TOP, heights, MARGIN);
  for (const column of frame.columns) drawColumn(drawing, reach, frame, column);
  return drawing.toSvg(frame.width, frame.height, `Network of ${reach.environment}`);
}

function drawColumn(drawing: Drawing, reach: Reach, frame: Frame, column: Column): void {
  const { natGateways } = reach.model.network;
  const { columns, rows, top, internetGateway } = frame;
  const [edge, high] = internetGateway;
  for (const tier of TIERS) {
    const subnet = column.subnets[tier];
    if (subnet === undefined) continue;
    linesOf(reach, subnet).forEach(([text, kind], row) => {
      drawing.text([column.x + 12, rows[tier] + TITLE + LINE * row], text, kind);
    });
    const lane = column.x + LANES.nat;
    if (natGateways.some((nat) => nat.subnet === subnet.id)) {
      drawing.icon([lane, rows[tier] + 34], 'nat-gateway');
      drawing.text([lane - 22, rows[tier] + 30], 'NAT gateway', 'name', 'end');
    }
    for (const { kind, target, destination } of tableOf(reach, subnet)?.routes ?? []) {
      const title = `${tier} subnet → ${KINDS[kind]} ${destination}, ${column.zone}`;
      if (kind === 'internet-gateway') {
        const [from, across] = [lane - 4, top + 62];
        drawing.arrow('flow', title, [from, rows[tier]], [from, across], [edge, across], [edge, high]);
      }
      const nat = natGateways.find(({ id }) => id === target);
      const into = columns.find(({ subnets }) => subnets.public?.id === nat?.subnet);
      if (kind !== 'nat-gateway' || into === undefined) continue;
      const [to, across] = [into.x + LANES.nat, rows[tier] - 12];
      drawing.arrow('flow', title, [lane, rows[tier]], [lane, across], [to, across], [to, rows.public + 52]);
    }
  }
}

const tableOf = ({ model }: Reach, { id, vpc }: Subnet): RouteTable | undefined =>
  model.network.routeTables.find(({ subnets }) => subnets.includes(id)) ??
  model.network.routeTables.find((table) => table.isMain && table.vpc === vpc);

const KINDS: Readonly<Record<Route['kind'], string>> = {
  'internet-gateway': 'internet gateway',
  'nat-gateway': 'NAT gateway',
  'gateway-endpoint': 'endpoint',
  local: 'local',
  blackhole: 'nowhere',
  other: 'beyond the VPC',
};

/** Text of a subnet, each line with its kind. */
function linesOf(reach: Reach, subnet: Subnet): (readonly [text: string, kind: string])[] {
  const { network } = reach.model;
  const [vpc] = network.vpcs;
  const routes = (tableOf(reach, subnet)?.routes ?? []).map(({ destination, kind, target }) => {
    const endpoint = network.endpoints.find(({ id }) => id === target);
    return endpoint === undefined
      ? `${destination} → ${KINDS[kind]}`
      : `${serviceName(endpoint.service)} → gateway endpoint`;
  });
  const acl =
    network.acls.find(({ subnets }) => subnets.includes(subnet.id)) ??
    network.acls.find(({ isDefault, vpc: own }) => isDefault && own === subnet.vpc);
  const entries = [...(acl?.entries ?? [])].sort(
    (a, b) => Number(a.isEgress) - Number(b.isEgress) || a.number - b.number,
  );
  const endpoints = endpointLines(reach, subnet, 'Interface');
  const section = (name: string, lines: readonly string[]): (readonly [string, string])[] =>
    lines.length === 0 ? [] : [[name, 'name'], ...lines.map((line) => [line, 'note'] as const)];
  return [
    ...section('routes', [`${vpc?.cidrs.join(', ') ?? ''} → local`, ...routes]),
    ...section('network ACL', entries.map(entryLine)),
    ...section('interface endpoints', endpoints),
  ];
}

function entryLine({ isEgress, number, allows, protocol, from, to, cidr }: AclEntry): string {
  const ports = protocol === '-1' ? 'all' : `${protocol} ${from === to ? from : `${from}-${to}`}`;
  return `${isEgress ? 'out' : 'in'} ${number}: ${allows ? 'allow' : 'deny'} ${ports} ${isEgress ? 'to' : 'from'} ${cidr}`;
}
