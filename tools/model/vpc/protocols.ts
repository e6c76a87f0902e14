import { Protocol } from './types';

/** Names that EC2 takes in place of numbers. */
const NUMBERS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', all: '-1' };

/** Name of a protocol that may be given by number. */
export const protocolOf = (protocol: Protocol): Protocol => {
  const lower = protocol.toLowerCase();
  return NUMBERS[lower] ?? lower;
};

/** Tells whether a rule for `rule` covers `protocol`; both as `protocolOf` names them. */
export const protocolMatches = (rule: Protocol, protocol: Protocol): boolean =>
  rule === '-1' || rule === protocol;

/**
 * Source ports of each kind of client: the ports its answers come back to.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const EPHEMERAL_PORTS = {
  task: [32768, 61000],
  function: [1024, 65535],
  'load-balancer': [1024, 65535],
  database: [32768, 61000],
  endpoint: [1024, 65535],
  'nat-gateway': [1024, 65535],
  internet: [1024, 65535],
} as const satisfies Record<string, readonly [number, number]>;

export type ClientKind = keyof typeof EPHEMERAL_PORTS;

/** ICMP type that answers one: echo reply for echo request; the same for others. */
export const icmpAnswer = (type: number): number => (type === 8 ? 0 : type);

/** Rules under the id of what they belong to, by direction. */
export interface Directed<Rule> {
  readonly id: string;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

export const byDirection = <Rule extends { readonly isEgress: boolean }>(
  id: string,
  rules: readonly Rule[],
): Directed<Rule> => ({
  id,
  ingress: rules.filter(({ isEgress }) => !isEgress),
  egress: rules.filter(({ isEgress }) => isEgress),
});
