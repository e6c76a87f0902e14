import { Node } from '../reach/reach';
import { Column, ROW_GAP } from './frame';
import { API, endpointLines, LANES, nameLines, Scene, tileTop } from './scene';
import { Point } from './svg';
import { Connections, connectionsOf, endsIn, portsOf } from './traffic';

const TILE_WIDTH = 160;
const ENDPOINTS_WIDTH = 256;

/** Draws the tasks, functions and instances of a zone, the requests that they get, and the connections that they open. */
export function drawTiles(scene: Scene, column: Column): void {
  const { reach, drawing, tiles, tileHeight } = scene;
  tiles.forEach((node, index) => {
    if (endsIn(reach, node, column.zone).length === 0) return;
    const [left, top] = [column.x + LANES.tile, tileTop(scene, index)];
    const ports = portsOf(node);
    const kind = node.placement?.kind === 'function' ? 'function' : ports.length > 0 ? 'task' : 'instance';
    drawing.box([left, top], TILE_WIDTH, tileHeight, 'tile');
    drawing.icon([left + 15, top + tileHeight / 2], kind, 22);
    const names = nameLines(node.name);
    names.forEach((line, row) => {
      drawing.text([left + 30, top + 14 + 14 * row], line, 'name');
    });
    drawing.text(
      [left + 30, top + 13 + 14 * names.length],
      [kind, ...ports.map((port) => `:${port}`)].join(' '),
    );
    drawRequests(scene, column, node, top);
    drawConnections(scene, column, node, top);
  });
}

/** Draws the requests that a tile gets: from the load balancer's node of its zone, or from the API itself. */
function drawRequests(
  { reach, drawing, frame, paths }: Scene,
  { x, zone }: Column,
  node: Node,
  top: number,
): void {
  const left = x + LANES.tile;
  const own = paths.filter(({ target }) => target === node.placement?.id);
  const balancers = [...reach.nodes.values()].filter(({ placement }) => placement?.kind === 'load-balancer');
  const balancer = balancers.flatMap((one) => endsIn(reach, one, zone));
  for (const port of own.some(({ isForwarded }) => isForwarded) ? portsOf(node) : []) {
    if (reach.flow(balancer, endsIn(reach, node, zone), 'tcp', port).verdict !== 'allowed') continue;
    const lane = x + LANES.balancer;
    const y = top + 10;
    const title = `load balancer → ${node.name} ${port}, ${zone}`;
    drawing.arrow('request', title, [lane, frame.rows.public + 52], [lane, y], [left - 1, y]);
    drawing.text([left - 9, y - 3], String(port), 'request', 'end');
  }
  if (own.some(({ isForwarded }) => !isForwarded)) {
    const [down, lane, gutter, y] = [API[0] - 8, frame.top + 50, x - 8, top + 17];
    drawing.arrow(
      'request',
      `API Gateway → ${node.name}, ${zone}`,
      [down, API[1] + 18],
      [down, lane],
      [gutter, lane],
      [gutter, y],
      [left - 1, y],
    );
  }
}

function drawConnections(scene: Scene, column: Column, node: Node, top: number): void {
  const { reach, drawing, tiles, tileHeight, endpoints } = scene;
  const [left, right, low] = [
    column.x + LANES.tile,
    column.x + LANES.tile + TILE_WIDTH,
    top + tileHeight - 8,
  ];
  const open = connectionsOf(reach, node, column.zone);
  for (const { name, port } of open.peers) {
    const to =
      tileTop(
        scene,
        tiles.findIndex((peer) => peer.name === name),
      ) +
      tileHeight -
      8;
    const lane = column.x + LANES.peers;
    const title = `${node.name} → ${name} ${port}, ${column.zone}`;
    drawing.arrow('flow', title, [left, low], [lane, low], [lane, to], [left - 1, to]);
    drawing.text([left - 9, to - 3], String(port), 'note', 'end');
  }
  if (open.database !== undefined) drawToDatabase(scene, column, node, [right, top + 9], open.database);
  if (open.endpoints.length > 0) {
    const [lane, into] = [column.x + LANES.endpoints, endpoints[0] - 1];
    const title = `${node.name} → endpoints 443, ${column.zone}`;
    drawing.arrow('flow', title, [right, top + 18], [lane, top + 18], [lane, into]);
    drawing.text([lane - 5, into - 3], '443', 'note', 'end');
  }
  drawToInternet(scene, column, node, [right, low], open);
}

/** Points that lead from a lane of one zone to that of another; none within one zone. */
const across = (from: number, to: number, y: number): Point[] =>
  from === to
    ? []
    : [
        [from, y],
        [to, y],
      ];

function drawToDatabase(
  { reach, drawing, frame }: Scene,
  column: Column,
  node: Node,
  start: Point,
  port: number,
): void {
  const { columns, rows } = frame;
  const [database] = reach.model.services.databases;
  const writer = database?.instances.find(({ isWriter }) => isWriter)?.zone;
  const target = columns.find(({ zone }) => zone === writer) ?? column;
  const [lane, into] = [column.x + LANES.database, target.x + LANES.database];
  drawing.arrow(
    'flow',
    `${node.name} → database ${port}, ${column.zone}`,
    start,
    [lane, start[1]],
    ...across(lane, into, rows.database - ROW_GAP + 10),
    [into, rows.database + 18],
  );
  drawing.text([into + 6, rows.database + 14], String(port));
}

function drawToInternet(
  { reach, drawing, frame }: Scene,
  column: Column,
  node: Node,
  start: Point,
  { natGateway }: Connections,
): void {
  const { columns, rows, top } = frame;
  const gateway = reach.model.network.natGateways.find(({ id }) => id === natGateway);
  const target = columns.find(({ subnets }) => subnets.public?.id === gateway?.subnet);
  if (gateway === undefined || target === undefined) return;
  const [lane, into] = [column.x + LANES.nat, target.x + LANES.nat];
  drawing.arrow(
    'flow',
    `${node.name} → NAT gateway 443, ${column.zone}`,
    start,
    [lane, start[1]],
    ...across(lane, into, rows.app - ROW_GAP + 10),
    [into, rows.public + 52],
  );
  drawing.text([into - 6, rows.app - 6], '443', 'note', 'end');
  const [edge, high] = frame.internetGateway;
  drawing.arrow(
    'flow',
    `NAT gateway → internet 443, ${target.zone}`,
    [into, rows.public + 18],
    [into, top + 62],
    [edge, top + 62],
    [edge, high],
  );
}

/** Draws the other things that stand in a zone: NAT gateway, endpoints, and the database's instance. */
export function drawZone({ reach, drawing, frame, endpoints }: Scene, { x, zone, subnets }: Column): void {
  const { rows } = frame;
  const { network, services } = reach.model;
  if (network.natGateways.some(({ subnet }) => subnet === subnets.public?.id)) {
    drawing.icon([x + LANES.nat, rows.public + 34], 'nat-gateway');
    drawing.text([x + LANES.nat - 20, rows.public + 38], 'NAT gateway', 'name', 'end');
  }
  const names = subnets.app === undefined ? [] : endpointLines(reach, subnets.app);
  if (names.length > 0) {
    const [top, bottom] = endpoints;
    drawing.box([x + 8, top], ENDPOINTS_WIDTH, bottom - top, 'tile');
    drawing.icon([x + 24, top + 13], 'endpoint', 18);
    drawing.text([x + 38, top + 17], 'VPC endpoints', 'name');
    names.forEach((line, row) => {
      drawing.text([x + 18, top + 34 + 13 * row], line);
    });
  }
  const instances = services.databases.flatMap((one) => one.instances).filter((one) => one.zone === zone);
  if (instances.length === 0) return;
  const role = instances.some(({ isWriter }) => isWriter) ? 'writer' : 'reader';
  drawing.icon([x + LANES.database, rows.database + 37], 'database');
  drawing.text([x + LANES.database - 24, rows.database + 41], `Aurora ${role}`, 'name', 'end');
}
