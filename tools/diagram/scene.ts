import { serviceName } from '../model/model';
import { Subnet } from '../model/vpc/types';
import { Node, Reach } from '../reach/reach';
import { drawFrame, Frame, lines } from './frame';
import { Drawing, Point } from './svg';
import { PathTraffic, pathsOf } from './traffic';

/** Request picture while it is drawn: the environment, its frame, and where things stand in it. In pixels. */
export interface Scene {
  readonly reach: Reach;
  readonly drawing: Drawing;
  readonly frame: Frame;
  readonly paths: readonly PathTraffic[];
  /** Tasks, functions and instances, one below the other in each app subnet. */
  readonly tiles: readonly Node[];
  readonly tileHeight: number;
  /** Upper and lower edge of the boxes of endpoints. */
  readonly endpoints: readonly [top: number, bottom: number];
}

export const USER: Point = [90, 20];
export const API: Point = [206, 92];
/** Distances of icons, and of lanes that lines share, from the left edge of a subnet. */
export const LANES = {
  balancer: 22,
  peers: 42,
  tile: 80,
  leave: 200,
  endpoints: 250,
  database: 276,
  nat: 304,
};

const TILE_GAP = 8;
/** Room of the services beside the VPC. */
const BESIDE = 154;

export const tileTop = ({ frame, tileHeight }: Scene, index: number): number =>
  frame.rows.app + 22 + index * (tileHeight + TILE_GAP);

/** Name of a tile in lines, broken behind hyphens. */
export const nameLines = (name: string): string[] => lines(name.split(/(?<=-)/), 17, '');

export function sceneOf(reach: Reach): Scene {
  const drawing = new Drawing();
  const kinds = new Set(['task', 'function']);
  const tiles = [...reach.nodes.values()].filter(({ placement }) => kinds.has(placement?.kind ?? ''));
  const paths = pathsOf(reach);
  const tileHeight = 20 + 14 * Math.max(1, ...tiles.map(({ name }) => nameLines(name).length));
  const rows = Math.max(
    0,
    ...reach.model.network.subnets.map((subnet) => endpointLines(reach, subnet).length),
  );
  const endpointsTop = 22 + tiles.length * (tileHeight + TILE_GAP) + 10;
  const endpointsHeight = 28 + 13 * rows;
  const forwarded = paths.filter(({ isForwarded }) => isForwarded).length;
  const top = 142 + 13 * Math.max(forwarded, paths.length - forwarded);
  const heights = { public: 58, app: endpointsTop + endpointsHeight + 8, database: 62 };
  const frame = drawFrame(drawing, reach, top, heights, BESIDE);
  const from = frame.rows.app + endpointsTop;
  return { reach, drawing, frame, paths, tiles, tileHeight, endpoints: [from, from + endpointsHeight] };
}

/** Endpoints that stand in a subnet, and those in its routes unless only one kind is wanted, in lines. */
export function endpointLines({ model: { network } }: Reach, subnet: Subnet, only?: 'Interface'): string[] {
  const table = network.routeTables.find(({ subnets }) => subnets.includes(subnet.id));
  const own = network.endpoints.filter(
    ({ subnets, routeTables }) => subnets.includes(subnet.id) || routeTables.includes(table?.id ?? ''),
  );
  const named = (kind: string): string[] =>
    own
      .filter((one) => one.kind === kind)
      .map(({ service }) => serviceName(service))
      .sort();
  const gateways = only === undefined ? named('Gateway') : [];
  return [
    ...lines(named('Interface'), 36, ' · '),
    ...(gateways.length === 0 ? [] : [`${gateways.join(' · ')} (by route)`]),
  ];
}
