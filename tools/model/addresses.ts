/** Block of IPv4 addresses, ready to be asked: addresses are unsigned 32-bit numbers. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** Address as a number; undefined for anything but dotted IPv4. */
export function addressOf(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts?.every((part) => part <= 255) !== true) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Address as text, such as `10.0.3.10`. */
export const addressText = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** Block that a CIDR names; undefined for IPv6 and for what is no CIDR. Host bits are ignored, as EC2 ignores them. */
export function blockOf(cidr: string): Block | undefined {
  const [text = '', length = '32'] = cidr.split('/');
  const address = addressOf(text);
  const bits = Number(length);
  if (address === undefined || !/^\d{1,2}$/.test(length) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, bits };
}

export const holds = ({ first, last }: Block, address: number): boolean =>
  address >= first && address <= last;

/** Tells whether any of the CIDRs holds the address. */
export const anyHolds = (cidrs: readonly string[], address: number): boolean =>
  cidrs.some((cidr) => {
    const block = blockOf(cidr);
    return block !== undefined && holds(block, address);
  });
