import { addressCount, contains, parseCidr, type Cidr } from '../../lib/cidr';
import { originSlots } from '../../lib/gateway';
import { distinct, integer, network, oneOf, strict, text } from '../fields';
import { refusal } from '../problem';

const ORIGIN_ALLOWED =
  'the origin of the pages that call the API: http:// or https://, a host in lower case, a port where it is another, no path, such as https://www.example.com';

/** Entries of an IP set. @see https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_ADDRESSES = 10_000;

/** Number of the addresses in networks that may overlap; malformed ones count as none. */
function coveredAddresses(list: readonly string[]): number {
  const networks = list.flatMap(parsed).sort((a, b) => a.base - b.base || a.prefix - b.prefix);
  let end = 0;
  let count = 0;
  for (const network of networks) {
    const last = network.base + addressCount(network);
    count += Math.max(0, last - Math.max(end, network.base));
    end = Math.max(end, last);
  }
  return count;
}

function parsed(text: string): Cidr[] {
  try {
    return [parseCidr(text)];
  } catch {
    return [];
  }
}

/** Networks of no caller from the internet; those of documentation are placeholders. @see https://www.rfc-editor.org/rfc/rfc6890 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

const isPrivate = (text: string): boolean =>
  parsed(text).some((network) => NOT_PUBLIC.some((range) => contains(parseCidr(range), network)));

/** Tells whether browsers send the origin as it is written: they leave usual ports out, and take a host that ends in a number for an address. */
function isSentByBrowsers(origin: string): boolean {
  try {
    return new URL(origin).origin === origin;
  } catch {
    return false;
  }
}

export const edgeSchema = strict({
  /** Networks that may call `/admin`, IPv4; to all others, and to everyone if there is none, the firewall answers 403. */
  // AWS WAF takes no /0: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html
  adminAllowList: distinct(network(1, 32), 'IPv4 networks such as 203.0.113.7/32')
    .refine(({ length }) => length <= MAX_ADDRESSES, {
      error: ({ input }) => `has ${(input as unknown[]).length} entries; allowed: at most ${MAX_ADDRESSES}`,
    })
    .superRefine((list, context) => {
      for (const [index, network] of list.entries()) {
        if (!isPrivate(network)) continue;
        const message = refusal(
          network,
          'the public addresses of your network',
          'is not public: no caller has it',
        );
        context.addIssue({ code: 'custom', message, path: [index] });
      }
    })
    .refine((list) => coveredAddresses(list) <= 3 * 2 ** 30, {
      error: 'lets most of the internet in; allowed: networks of at most three quarters of it together',
    }),
  /**
   * The one other origin whose pages may call the API. Not `*`: `/admin` trusts addresses, and any page that an operator has
   * open could read it.
   */
  corsOrigin: text(
    /^https?:\/\/(?!0\.)(?=.{1,253}(:|$))[a-z0-9]+([.-][a-z0-9]+)*(:[1-9]\d*)?$/,
    ORIGIN_ALLOWED,
  ).refine((origin) => isSentByBrowsers(origin) && !/[^./:]{64}/.test(origin)),
  /**
   * Values of the header by which the load balancer knows the gateway: which of two the gateway sends, and the version of
   * each. The load balancer takes both, so one is renewed while the other serves.
   */
  originHeader: strict({
    /** The value that the gateway sends. */
    current: oneOf(originSlots),
    /** Version of value `a`; another one makes it anew. */
    a: integer(1, 1000),
    /** Version of value `b`. */
    b: integer(1, 1000),
  }).default({
    current: 'a',
    a: 1,
    b: 1,
  }),
});
