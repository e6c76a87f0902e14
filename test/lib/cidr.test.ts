import fc from 'fast-check';
import {
  addressCount,
  contains,
  formatCidr,
  overlaps,
  parseCidr,
  usableAddressCount,
  type Cidr,
} from '../../src/lib/cidr';

const cidrs = (smallestPrefix: number, largestPrefix: number): fc.Arbitrary<Cidr> =>
  fc
    .record({ address: fc.nat(2 ** 32 - 1), prefix: fc.integer({ min: smallestPrefix, max: largestPrefix }) })
    .map(({ address, prefix }) => ({ base: address - (address % 2 ** (32 - prefix)), prefix }));

const anyCidr = cidrs(0, 32);

/** Networks inside one /24, small enough to list, and close enough to meet. */
const smallCidr = cidrs(24, 32).map(({ base, prefix }) => ({ base: 0x0a000300 + (base % 256), prefix }));

const addressesOf = ({ base, prefix }: Cidr): Set<number> =>
  new Set(Array.from({ length: 2 ** (32 - prefix) }, (_, index) => base + index));

describe('parseCidr', () => {
  it('reads base and prefix', () => {
    expect(parseCidr('10.0.3.0/24')).toEqual({ base: 0x0a000300, prefix: 24 });
    expect(parseCidr('255.255.255.255/32')).toEqual({ base: 0xffffffff, prefix: 32 });
    expect(parseCidr('0.0.0.0/0')).toEqual({ base: 0, prefix: 0 });
  });

  it('is the inverse of formatCidr', () => {
    fc.assert(
      fc.property(anyCidr, (cidr) => {
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
      }),
    );
  });

  it('accepts an address exactly when no bit is set after the prefix', () => {
    const octet = fc.oneof(fc.constantFrom(0, 128, 255), fc.nat(255));
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.nat(32), (octets, prefix) => {
        const bits = octets.map((value) => value.toString(2).padStart(8, '0')).join('');
        const text = `${octets.join('.')}/${prefix}`;
        if (bits.slice(prefix).includes('1')) expect(() => parseCidr(text)).toThrow('has host bits set');
        else expect(formatCidr(parseCidr(text))).toBe(text);
      }),
    );
  });

  it('names the network that was probably meant', () => {
    expect(() => parseCidr('10.0.3.1/24')).toThrow(
      new Error('"10.0.3.1/24" has host bits set; allowed: a network address such as 10.0.3.0/24'),
    );
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.0.0.256/32',
    '10.0.0.00/16',
    '010.0.0.0/16',
    '10.0.0.0/08',
    '10.0.0.0/16 ',
    '10.0.0.0.0/16',
    '-1.0.0.0/16',
    '1e1.0.0.0/8',
    '10.0.0.0/16\n',
    '::/0',
  ])('refuses %j and says what is allowed', (text) => {
    expect(() => parseCidr(text)).toThrow(
      /^".*" is not an IPv4 network; allowed: .* such as 10\.0\.0\.0\/16$/s,
    );
  });
});

describe('contains and overlaps', () => {
  it('agree with the sets of addresses', () => {
    fc.assert(
      fc.property(smallCidr, smallCidr, (one, other) => {
        const [mine, theirs] = [addressesOf(one), addressesOf(other)];
        expect(contains(one, other)).toBe([...theirs].every((address) => mine.has(address)));
        expect(overlaps(one, other)).toBe([...theirs].some((address) => mine.has(address)));
      }),
    );
  });

  it('follow the laws of a partial order over the whole address space', () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, fc.nat(32), (one, other, prefix) => {
        expect(contains(one, one)).toBe(true);
        expect(contains({ base: 0, prefix: 0 }, one)).toBe(true);
        expect(overlaps(one, other)).toBe(overlaps(other, one));
        if (contains(one, other) && contains(other, one)) expect(one).toEqual(other);

        const longer = Math.max(prefix, one.prefix);
        const first = { base: one.base, prefix: longer };
        expect(contains(one, first)).toBe(true);
        expect(contains(first, one)).toBe(longer === one.prefix);
      }),
    );
  });
});

describe('sizes', () => {
  it('count the addresses', () => {
    fc.assert(
      fc.property(smallCidr, (cidr) => {
        expect(addressCount(cidr)).toBe(addressesOf(cidr).size);
      }),
    );
    expect(addressCount(parseCidr('0.0.0.0/0'))).toBe(4294967296);
  });

  it.each([
    ['10.0.0.0/16', 65531],
    ['10.0.3.0/24', 251],
    ['10.0.0.0/28', 11],
    ['10.0.0.0/30', 0],
  ])('AWS leaves %s with %i addresses', (text, usable) => {
    expect(usableAddressCount(parseCidr(text))).toBe(usable);
  });
});
