import { endsOf, internetEnds } from '../model/ends';
import { PreparedModel } from '../model/request';
import { Placement } from '../model/services';
import { End, Hop, judgePacket } from '../model/vpc/packet';

/** One end of a connection: the internet, or a placement. */
export interface Party {
  readonly placement: Placement | 'internet';
  /** Interface of the placement. @default any */
  readonly end?: End | undefined;
}

export interface ConnectionVerdict {
  readonly allowed: boolean;
  readonly hops: readonly Hop[];
}

/**
 * Decision of the packet model on a TCP connection. Where some interfaces of the two placements may connect and others not,
 * the given ones decide.
 */
export function judgeConnection(
  prepared: PreparedModel,
  source: Party,
  destination: Party & { readonly placement: Placement },
  port: number,
): ConnectionVerdict {
  const { verdict, cases } = prepared.flow(source.placement, destination.placement, port);
  const endOf = ({ placement, end }: Party): End | undefined =>
    end ??
    (placement === 'internet' ? internetEnds(prepared.network) : endsOf(prepared.network, placement))[0];
  const [from, to] = [endOf(source), endOf(destination)];
  if (verdict === 'partly' && from !== undefined && to !== undefined) {
    const judged = judgePacket(prepared.network, { source: from, destination: to, protocol: 'tcp', port });
    return { allowed: judged.verdict === 'allowed', hops: judged.hops };
  }
  const shown = cases.find((one) => one.verdict !== 'allowed') ?? cases[0];
  return { allowed: verdict === 'allowed', hops: shown?.hops ?? [] };
}
