import { addressOf, blockOf, holds } from './addresses';
import { Model, serviceName } from './model';
import { Placement } from './services';
import { End, judgePacket, PacketVerdict } from './vpc/packet';
import { PreparedNetwork } from './vpc/prepare';
import { protocolOf } from './vpc/protocols';

/** One case of a question: where the two ends are, and how the packet fared. */
export interface Case extends PacketVerdict {
  readonly source: End;
  readonly destination: End;
}

/** Answer for two names: each of their subnets, and each part of them that some rule tells apart, is a case. */
export interface Flow {
  readonly verdict: 'allowed' | 'partly' | 'denied' | 'not judged';
  readonly cases: readonly Case[];
}

/** Ends that a placement has: one for each subnet, and for each part of it that rules tell apart. */
export const endsOf = ({ subnets }: PreparedNetwork, placement: Omit<Placement, 'id' | 'name'>): End[] =>
  placement.subnets.flatMap((id) =>
    (subnets.get(id)?.addresses ?? []).map((address) => ({
      address,
      subnet: id,
      groups: placement.groups,
      kind: placement.kind,
      isPublic: placement.isPublic,
    })),
  );

const outside = (address: number): End => ({ address, kind: 'internet', isPublic: true });

export const internetEnds = ({ internet }: PreparedNetwork): End[] => internet.map(outside);

/**
 * Ends of an IPv4 address. In the VPC no group is judged, for no interface of this address is known. Undefined for what is
 * no address.
 */
export function addressEnds({ subnets }: PreparedNetwork, text: string): End[] | undefined {
  const address = addressOf(text);
  if (address === undefined) return undefined;
  const subnet = [...subnets.values()].find(({ block }) => holds(block, address));
  return subnet === undefined
    ? [outside(address)]
    : [{ address, kind: 'task', subnet: subnet.id, isPublic: false }];
}

/**
 * Ends that the public name of an AWS service, such as `ssm` or `s3`, resolves to inside the VPC: an interface endpoint with
 * private names, the addresses of a gateway endpoint's prefix list, else the internet. Undefined for a name without endpoint.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
 */
export function serviceEnds(model: Model, network: PreparedNetwork, name: string): End[] | undefined {
  const endpoint = model.network.endpoints.find(({ service }) => serviceName(service) === name);
  if (endpoint === undefined) return undefined;
  if (endpoint.kind === 'Gateway') {
    const list = model.network.prefixLists.find((one) => one.name === endpoint.service);
    const blocks = (list?.cidrs ?? []).map(blockOf).filter((block) => block !== undefined);
    return blocks.map(({ first }) => outside(first));
  }
  const vpc = model.network.vpcs.find(({ id }) => id === endpoint.vpc);
  if (!endpoint.hasPrivateNames || vpc?.resolvesPrivateNames !== true) return internetEnds(network);
  return endsOf(network, { ...endpoint, kind: 'endpoint', isPublic: false });
}

/** Judges every pair of ends. */
export function judgeFlow(
  network: PreparedNetwork,
  sources: readonly End[],
  destinations: readonly End[],
  protocol: string,
  port: number,
): Flow {
  const cases = sources.flatMap((source) =>
    destinations.map((destination): Case => ({
      source,
      destination,
      ...judgePacket(network, { source, destination, protocol: protocolOf(protocol), port }),
    })),
  );
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  const [only] = verdicts;
  if (only === undefined) return { verdict: 'denied', cases };
  if (verdicts.size === 1) return { verdict: only, cases };
  return { verdict: verdicts.has('allowed') ? 'partly' : 'denied', cases };
}
