import { Subnet } from '../model/vpc/types';
import { Reach } from '../reach/reach';
import { Drawing, Point } from './svg';

/** Tiers in the order in which they are drawn, each found by what stands in its subnets. */
export const TIERS = ['public', 'app', 'database'] as const;
export type Tier = (typeof TIERS)[number];

/** One zone of the VPC, left to right in the order of their names. */
export interface Column {
  readonly zone: string;
  readonly x: number;
  readonly subnets: Readonly<Partial<Record<Tier, Subnet>>>;
}

/** Nested boxes of a picture: region, VPC, zones side by side, a row of subnets for each tier. In pixels. */
export interface Frame {
  readonly columns: readonly Column[];
  /** Upper edge of the VPC. */
  readonly top: number;
  /** Upper edges of the rows. */
  readonly rows: Readonly<Record<Tier, number>>;
  readonly zoneTop: number;
  readonly right: number;
  /** End of arrows to the internet, above the internet gateway. */
  readonly internetGateway: Point;
  readonly width: number;
  readonly height: number;
}

export const SUBNET_WIDTH = 325;
const SUBNET_INSET = 17;
const ZONE_WIDTH = 348;
const GAP = 10;
const LEFT = 20;
const REGION_TOP = 46;
/** Room between the upper edges of VPC and zones, and between rows, where shared lines run. */
const HEAD = 68;
export const ROW_GAP = 34;

function tierOf({ model }: Reach, { id }: Subnet): Tier {
  const { network, loadBalancers, services } = model;
  if (network.natGateways.some(({ subnet }) => subnet === id)) return 'public';
  if (loadBalancers.some(({ subnets }) => subnets.includes(id))) return 'public';
  return services.databases.some(({ subnets }) => subnets.includes(id)) ? 'database' : 'app';
}

/** Zones of an environment, with the subnets that stand in them. */
export function columnsOf(reach: Reach): Column[] {
  const { subnets } = reach.model.network;
  const zones = [...new Set(subnets.map(({ zone }) => zone))].sort();
  return zones.map((zone, index) => ({
    zone,
    x: LEFT + GAP + index * (ZONE_WIDTH + GAP) + SUBNET_INSET,
    subnets: Object.fromEntries(
      subnets.filter((one) => one.zone === zone).map((one) => [tierOf(reach, one), one]),
    ),
  }));
}

/** Draws the frame of an environment: its VPC below `top`, the given heights of its rows, and a margin beside the VPC. */
export function drawFrame(
  drawing: Drawing,
  reach: Reach,
  top: number,
  heights: Readonly<Record<Tier, number>>,
  margin: number,
): Frame {
  const { vpcs } = reach.model.network;
  const columns = columnsOf(reach);
  const right = LEFT + GAP + columns.length * (ZONE_WIDTH + GAP);
  const zoneTop = top + HEAD;
  const publicTop = zoneTop + 22;
  const appTop = publicTop + heights.public + ROW_GAP;
  const databaseTop = appTop + heights.app + ROW_GAP;
  const rows = { public: publicTop, app: appTop, database: databaseTop };
  const zoneBottom = databaseTop + heights.database + 8;
  const width = right + margin;
  const region = columns[0]?.zone.replace(/[a-z]$/, '') ?? '';
  drawing.box([8, REGION_TOP], width - 16, zoneBottom + 16 - REGION_TOP, 'region');
  drawing.text([width - 16, REGION_TOP + 16], region, 'name', 'end');
  drawing.box([LEFT, top], right - LEFT, zoneBottom + 8 - top, 'vpc');
  const cidrs = vpcs.flatMap((vpc) => vpc.cidrs);
  drawing.text([right - 8, top + 16], `VPC ${cidrs.join(', ')}`, 'name', 'end');
  for (const { zone, x, subnets: own } of columns) {
    drawing.box([x - SUBNET_INSET, zoneTop], ZONE_WIDTH, zoneBottom - zoneTop, 'zone');
    drawing.text([x + 80, zoneTop + 15], zone, 'name');
    for (const tier of TIERS) {
      const subnet = own[tier];
      if (subnet === undefined) continue;
      drawing.box([x, rows[tier]], SUBNET_WIDTH, heights[tier], 'subnet');
      drawing.text([x + 80, rows[tier] + 14], `${tier} subnet ${subnet.cidr}`);
    }
  }
  const edge = right - 190;
  drawing.icon([edge, 20], 'internet');
  drawing.text([edge + 22, 25], 'internet', 'name');
  drawing.icon([edge, top], 'internet-gateway', 28);
  drawing.text([edge + 20, top - 6], 'internet gateway', 'name');
  return { columns, internetGateway: [edge, 38], top, rows, zoneTop, right, width, height: zoneBottom + 24 };
}

/** Wraps text into lines of at most `length` characters. */
export function lines(words: readonly string[], length: number, separator = ' · '): string[] {
  const found: string[] = [];
  for (const word of words) {
    const line = found.at(-1);
    const longer = `${line ?? ''}${separator}${word}`;
    if (line === undefined || longer.length > length) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}
