/** An IPv4 network: `base` is its first address as an unsigned 32-bit number, `prefix` its length in bits. */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const ADDRESSES_THAT_AWS_KEEPS = 5;

const FORM = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/;

/**
 * Reads a network such as `10.0.3.0/24`.
 *
 * @throws Error on anything else; leading zeros and host bits are refused, since AWS refuses or silently changes them.
 */
export function parseCidr(text: string): Cidr {
  const parts = FORM.exec(text)?.slice(1) ?? [];
  const [a, b, c, d, prefix] = parts.map(Number);
  const canonical = parts.every((part) => String(Number(part)) === part);
  if (a === undefined || b === undefined || c === undefined || d === undefined || prefix === undefined) {
    throw malformed(text);
  }
  if (!canonical || Math.max(a, b, c, d) > 255 || prefix > 32) throw malformed(text);

  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const network = networkOf(address, prefix);
  if (network.base !== address) {
    throw new Error(`"${text}" has host bits set; allowed: a network address such as ${formatCidr(network)}`);
  }
  return network;
}

/** The inverse of {@link parseCidr}. */
export function formatCidr({ base, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** Number of addresses in the network. */
export function addressCount({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

/** Number of addresses that a subnet of this network leaves to its user: AWS keeps five. */
export function usableAddressCount(cidr: Cidr): number {
  return Math.max(0, addressCount(cidr) - ADDRESSES_THAT_AWS_KEEPS);
}

/** Checks whether every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && networkOf(inner.base, outer.prefix).base === outer.base;
}

/** Checks whether the two networks share an address, which means that one contains the other. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

function networkOf(address: number, prefix: number): Cidr {
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(address / size) * size, prefix };
}

function malformed(text: string): Error {
  return new Error(
    `"${text}" is not an IPv4 network; allowed: four numbers from 0 to 255 and a prefix from 0 to 32, without leading zeros, such as 10.0.0.0/16`,
  );
}
