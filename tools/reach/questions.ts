import { Flow } from '../model/ends';
import { withoutZone } from '../model/model';
import { Hop } from '../model/vpc/packet';
import { Reach, shortName } from './reach';

/** A claim about reach that holds or not. */
export interface Question {
  /** Text of the claim, such as `vets-service → aurora tcp/3306`. */
  readonly asks: string;
  /** Ids of groups that the answer can depend on; undefined where it does not depend on groups. */
  readonly groups?: readonly string[];
  /** @returns why the claim does not hold; undefined where it does */
  readonly failure: (reach: Reach) => string | undefined;
}

/** A flow of the design: every case of it is allowed, with its answers. */
export interface DesignedFlow {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** Place that it has to pass: its own zone's NAT gateway, or any, or an endpoint in place of the internet. */
  readonly through?: 'nat-of-its-zone' | 'nat' | 'endpoint';
}

export const flowKey = ({ from, to, port }: DesignedFlow): string => `${from} → ${to} tcp/${String(port)}`;

/** The way as one line for each place that decided. */
export const hopLines = (hops: readonly Hop[]): string[] =>
  hops.map(
    ({ at, allows, decidedBy, note }) =>
      `${allows ? '  ' : '✗ '}${at}: ${decidedBy}${note === undefined ? '' : ` (${note})`}`,
  );

const groupsOf = (reach: Reach, ...names: readonly string[]): string[] =>
  names.flatMap((name) => reach.nodes.get(name)?.ends[0]?.groups ?? []);

/** Questions about the flows of the design. */
export const flowQuestions = (reach: Reach, flows: readonly DesignedFlow[]): Question[] =>
  flows.map((flow) => ({
    asks: flowKey(flow),
    groups: groupsOf(reach, flow.from, flow.to),
    failure: (asked) => flowFailure(asked, flow),
  }));

function flowFailure(reach: Reach, { from, to, port, through }: DesignedFlow): string | undefined {
  const source = reach.ends(from);
  const destination = reach.ends(to);
  if (source === undefined || destination === undefined) {
    return `${source === undefined ? from : to} is not there`;
  }
  const flow = reach.flow(source, destination, 'tcp', port);
  if (flow.verdict !== 'allowed') return whyNot(flow);
  if (through === 'endpoint') {
    const leaves = flow.cases.some(
      ({ hops, destination: end }) =>
        end.subnet === undefined && !hops.some(({ at }) => at === 'gateway endpoint'),
    );
    return leaves ? 'leaves the VPC' : undefined;
  }
  if (through === undefined) return undefined;
  const { subnets, natSubnets } = reach.prepared.network;
  const strays = flow.cases.some(({ source: end, hops }) => {
    const zone = natSubnets.get(hops.find(({ at }) => at === 'NAT gateway')?.decidedBy ?? '')?.zone;
    return zone === undefined || (through !== 'nat' && zone !== subnets.get(end.subnet ?? '')?.zone);
  });
  return strays ? 'leaves through another zone' : undefined;
}

function whyNot({ cases }: Flow): string {
  const stopped = cases.find(({ verdict }) => verdict !== 'allowed')?.hops.at(-1);
  return stopped === undefined ? 'has nowhere to go' : `${stopped.at}: ${stopped.decidedBy}`;
}

/** The same flows, asked of the environment when a zone is gone: what is left in the others still flows. */
export function zoneQuestions(reach: Reach, flows: readonly DesignedFlow[]): Question[] {
  const zones = [...new Set(reach.model.network.subnets.map(({ zone }) => zone))];
  return zones.map((zone) => ({
    asks: `without ${zone}`,
    failure: (asked) => {
      const rest = new Reach(asked.environment, withoutZone(asked.model, zone));
      const { subnets, natSubnets } = asked.prepared.network;
      const { services, loadBalancers } = asked.model;
      // They outlive a zone.
      const outlasting = [...services.ecs, ...loadBalancers].map((one) => shortName(one, asked.environment));
      const isAlone = (name: string): boolean => {
        if (outlasting.includes(name)) return false;
        const ends = asked.nodes.get(name)?.ends ?? [];
        return ends.length > 0 && ends.every(({ subnet }) => subnets.get(subnet ?? '')?.zone === zone);
      };
      // Whoever else stands in this zone alone is lost with it, and what goes through a shared NAT gateway there.
      const stays = ({ from, to, through }: DesignedFlow): boolean =>
        !isAlone(from) &&
        !isAlone(to) &&
        !(through === 'nat' && [...natSubnets.values()].some((subnet) => subnet.zone === zone));
      const failed = flows
        .filter(stays)
        .map((flow) => ({ flow, why: flowFailure(rest, flow) }))
        .find(({ why }) => why !== undefined);
      return failed === undefined ? undefined : `${flowKey(failed.flow)}: ${failed.why ?? ''}`;
    },
  }));
}
