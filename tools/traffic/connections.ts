import { addressOf } from '../model/addresses';
import { endsOf, internetEnds } from '../model/ends';
import { PreparedModel } from '../model/request';
import { Placement } from '../model/services';
import { End, Hop, judgePacket } from '../model/vpc/packet';
import { holds } from '../model/addresses';

/** End of a connection: the internet, or a placement with one of its addresses in the VPC where that is known. */
export interface Party {
  readonly placement: Placement | 'internet';
  /** Private address, such as `10.0.3.17`. @default any of the placement's */
  readonly vpcAddress?: string;
}

export interface ConnectionVerdict {
  readonly allowed: boolean;
  readonly hops: readonly Hop[];
}

/**
 * Decision of the packet model on a TCP connection. Where some addresses of the two placements may connect and others not,
 * the given addresses decide.
 */
export function judgeConnection(
  prepared: PreparedModel,
  source: Party,
  destination: Party & { readonly placement: Placement },
  port: number,
): ConnectionVerdict {
  const { verdict, cases } = prepared.flow(source.placement, destination.placement, port);
  if (verdict === 'partly') {
    const [from, to] = [endOf(prepared, source), endOf(prepared, destination)];
    if (from !== undefined && to !== undefined) {
      const judged = judgePacket(prepared.network, { source: from, destination: to, protocol: 'tcp', port });
      return { allowed: judged.verdict === 'allowed', hops: judged.hops };
    }
  }
  const shown = cases.find((one) => one.verdict !== 'allowed') ?? cases[0];
  return { allowed: verdict === 'allowed', hops: shown?.hops ?? [] };
}

function endOf({ network }: PreparedModel, { placement, vpcAddress }: Party): End | undefined {
  if (placement === 'internet') return internetEnds(network)[0];
  const address = addressOf(vpcAddress ?? '');
  if (address === undefined) return endsOf(network, placement)[0];
  const subnet = placement.subnets.find((id) => {
    const block = network.subnets.get(id)?.block;
    return block !== undefined && holds(block, address);
  });
  const { groups, kind, isPublic } = placement;
  return { address, subnet, groups, kind, isPublic };
}
