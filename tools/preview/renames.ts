/** A stack by the addresses of its resources. */
export interface Addressed {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** A stack that is new and has mostly the addresses of one that is gone. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** Addresses that both have. */
  readonly common: number;
}

/**
 * Stacks that look as if they were only renamed: more than half of the addresses of the larger are those of the other. Each
 * stack is in one rename at most, the likeliest first.
 */
export function findRenames(removed: readonly Addressed[], added: readonly Addressed[]): Rename[] {
  const candidates = removed.flatMap((from) =>
    added.flatMap((to) => {
      const common = from.addresses.filter((address) => to.addresses.includes(address)).length;
      const share = common / Math.max(from.addresses.length, to.addresses.length, 1);
      return share > 0.5 ? [{ from: from.name, to: to.name, common, share }] : [];
    }),
  );
  candidates.sort((a, b) => b.share - a.share || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
  const taken = new Set<string>();
  return candidates.flatMap(({ from, to, common }) => {
    if (taken.has(from) || taken.has(to)) return [];
    taken.add(from).add(to);
    return [{ from, to, common }];
  });
}
