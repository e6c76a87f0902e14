/** Slots in which the window of a rate rule is counted. */
const SLOTS = 30;

/** Counters that are kept before those of past windows are dropped. */
const MOST_COUNTERS = 10_000;

/**
 * Counts of rate rules: requests of the last window by rule and key.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
export class RateCounters {
  readonly #counters = new Map<string, Map<number, number>>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Counts a request, and tells whether its key is over the limit. */
  readonly isOver = (rule: string, limit: number, windowSeconds: number, key: string): boolean => {
    const slotMs = (windowSeconds * 1000) / SLOTS;
    const slot = Math.floor(this.now() / slotMs);
    const id = `${rule} ${String(slotMs)} ${key}`;
    const counter = this.#counters.get(id) ?? this.#add(id);
    counter.set(slot, (counter.get(slot) ?? 0) + 1);
    let sum = 0;
    for (const [one, count] of counter) {
      if (one <= slot - SLOTS) counter.delete(one);
      else sum += count;
    }
    return sum > limit;
  };

  #add(id: string): Map<number, number> {
    const [oldest = ''] = this.#counters.keys();
    if (this.#counters.size >= MOST_COUNTERS) this.#counters.delete(oldest);
    const counter = new Map<number, number>();
    this.#counters.set(id, counter);
    return counter;
  }
}
