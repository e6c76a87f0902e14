import { addressText } from '../addresses';
import { decideAcl, Decision } from './acl';
import { decideGroups, PreparedGroup } from './groups';
import { PreparedNetwork, PreparedSubnet } from './prepare';
import { ClientKind, EPHEMERAL_PORTS, icmpAnswer } from './protocols';
import { routeTo } from './routes';
import { Protocol, Route } from './types';

/** One end of a packet: an interface of the VPC, or an address outside. */
export interface End {
  readonly address: number;
  readonly kind: ClientKind;
  /** Subnet of the interface; undefined outside the VPC. */
  readonly subnet?: string | undefined;
  /** Security groups; undefined where none is judged: for an address without a known interface, and for a tier. */
  readonly groups?: readonly string[] | undefined;
  readonly isPublic: boolean;
}

export interface Packet {
  readonly source: End;
  readonly destination: End;
  /** Protocol as `protocolOf` names it. */
  readonly protocol: Protocol;
  /** Destination port of TCP and UDP, type of ICMP. */
  readonly port: number;
}

/** One place that a packet or its answer passes. */
export interface Hop extends Decision {
  /** Name of the place, such as `security group, out` or `network ACL, answer in`. */
  readonly at: string;
  /** Detail of the decision, such as the matched method `ANY /api/vets/{proxy+}`. */
  readonly note?: string;
}

export interface PacketVerdict {
  readonly verdict: 'allowed' | 'denied' | 'not judged';
  readonly hops: readonly Hop[];
}

/**
 * Way of a packet and of its answer, up to the first place that stops either. Groups are stateful: they let answers pass.
 * ACLs are not, and see only what crosses the border of their subnet.
 *
 * @param packet `protocol` as `protocolOf` names it
 */
export function judgePacket(network: PreparedNetwork, packet: Packet): PacketVerdict {
  const way = new Way(network, packet);
  const verdict = way.go();
  return { verdict, hops: way.hops };
}

class Way {
  readonly hops: Hop[] = [];
  readonly #answer: readonly [number, number];
  readonly #from: PreparedSubnet | undefined;
  readonly #to: PreparedSubnet | undefined;

  constructor(
    private readonly network: PreparedNetwork,
    private readonly packet: Packet,
  ) {
    const { source, destination, protocol, port } = packet;
    this.#answer = protocol === 'icmp' ? [icmpAnswer(port), icmpAnswer(port)] : EPHEMERAL_PORTS[source.kind];
    this.#from = network.subnets.get(source.subnet ?? '');
    this.#to = network.subnets.get(destination.subnet ?? '');
  }

  go(): PacketVerdict['verdict'] {
    const { source, destination } = this.packet;
    if (!this.group(source, destination, 'egress')) return 'denied';
    if (this.#from !== undefined && this.#from === this.#to) return this.arrive();
    if (this.#from === undefined) return this.#to === undefined ? 'not judged' : this.fromInternet(this.#to);
    const route = routeTo(this.#from.table, destination.address);
    if (
      !this.pass('route', route !== undefined && route.kind !== 'blackhole', route?.id ?? this.#from.table.id)
    )
      return 'denied';
    if (!this.acl(this.#from, 'egress', destination.address)) return 'denied';
    switch (route?.kind) {
      case 'local':
        return this.acrossSubnets(this.#from);
      case 'internet-gateway':
        return this.toInternet(this.#from, route);
      case 'nat-gateway':
        return this.throughNat(this.#from, route);
      case 'gateway-endpoint':
        this.pass('gateway endpoint', true, route.target);
        return this.acl(this.#from, 'ingress', destination.address, this.#answer) ? 'allowed' : 'denied';
      default:
        this.pass('beyond the VPC, not judged', true, route?.target ?? '');
        return 'not judged';
    }
  }

  private acrossSubnets(from: PreparedSubnet): PacketVerdict['verdict'] {
    const { source, destination } = this.packet;
    if (this.#to === undefined) {
      this.pass('no interface has this address', false, addressText(destination.address));
      return 'denied';
    }
    if (!this.acl(this.#to, 'ingress', source.address)) return 'denied';
    if (this.arrive() === 'denied') return 'denied';
    return this.acl(this.#to, 'egress', source.address, this.#answer) &&
      this.acl(from, 'ingress', destination.address, this.#answer)
      ? 'allowed'
      : 'denied';
  }

  private fromInternet(to: PreparedSubnet): PacketVerdict['verdict'] {
    const { source, destination } = this.packet;
    const back = routeTo(to.table, source.address);
    const isOpen = destination.isPublic && back?.kind === 'internet-gateway';
    const gateway = isOpen ? back.target : destination.isPublic ? (back?.id ?? to.table.id) : to.id;
    if (!this.pass(destination.isPublic ? 'internet gateway' : 'public address', isOpen, gateway))
      return 'denied';
    if (!this.acl(to, 'ingress', source.address) || this.arrive() === 'denied') return 'denied';
    return this.acl(to, 'egress', source.address, this.#answer) ? 'allowed' : 'denied';
  }

  private toInternet(from: PreparedSubnet, { target }: Route): PacketVerdict['verdict'] {
    const { source, destination } = this.packet;
    if (!this.pass(source.isPublic ? 'internet gateway' : 'public address', source.isPublic, target))
      return 'denied';
    return this.acl(from, 'ingress', destination.address, this.#answer) ? 'allowed' : 'denied';
  }

  private throughNat(from: PreparedSubnet, { target }: Route): PacketVerdict['verdict'] {
    const { source, destination, protocol } = this.packet;
    const nat = this.network.natSubnets.get(target);
    if (!this.pass('NAT gateway', nat !== undefined, target) || nat === undefined) return 'denied';
    const crosses = nat !== from;
    if (crosses && !this.acl(nat, 'ingress', source.address)) return 'denied';
    const out = routeTo(nat.table, destination.address);
    if (!this.pass('route of the NAT gateway', out?.kind === 'internet-gateway', out?.id ?? nat.table.id))
      return 'denied';
    this.pass('internet gateway', true, out?.target ?? '');
    const ports = protocol === 'icmp' ? this.#answer : EPHEMERAL_PORTS['nat-gateway'];
    const answers =
      this.acl(nat, 'egress', destination.address) &&
      this.acl(nat, 'ingress', destination.address, ports) &&
      (!crosses || this.acl(nat, 'egress', source.address, this.#answer)) &&
      this.acl(from, 'ingress', destination.address, this.#answer);
    return answers ? 'allowed' : 'denied';
  }

  private arrive(): PacketVerdict['verdict'] {
    return this.group(this.packet.destination, this.packet.source, 'ingress') ? 'allowed' : 'denied';
  }

  private group(end: End, peer: End, direction: 'ingress' | 'egress'): boolean {
    if (end.groups === undefined) return true;
    const groups = end.groups
      .map((id) => this.network.groups.get(id))
      .filter((group): group is PreparedGroup => group !== undefined);
    const decision = decideGroups(
      groups,
      direction,
      this.packet.protocol,
      { address: peer.address, groups: peer.groups ?? [] },
      this.packet.port,
    );
    return this.pass(
      `security group, ${direction === 'ingress' ? 'in' : 'out'}`,
      decision.allows,
      decision.decidedBy,
    );
  }

  /** @param answer the ports of an answer; without it, the packet's own port */
  private acl(
    { acl }: PreparedSubnet,
    direction: 'ingress' | 'egress',
    remote: number,
    answer?: readonly [number, number],
  ): boolean {
    const { protocol, port } = this.packet;
    const { allows, decidedBy } = decideAcl(acl, direction, protocol, remote, answer ?? [port, port]);
    const way = direction === 'ingress' ? 'in' : 'out';
    return this.pass(`network ACL, ${answer === undefined ? '' : 'answer '}${way}`, allows, decidedBy);
  }

  private pass(at: string, allows: boolean, decidedBy: string): boolean {
    this.hops.push({ at, allows, decidedBy });
    return allows;
  }
}
