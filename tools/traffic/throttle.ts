/**
 * Token buckets of throttled methods: `burstLimit` tokens at most, `rateLimit` new ones a second.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes a token, and tells whether there was one. Without limits there always is. */
  admits(
    method: string,
    {
      rateLimit: rate,
      burstLimit: burst = rate,
    }: { readonly rateLimit?: number | undefined; readonly burstLimit?: number | undefined } = {},
  ): boolean {
    if (rate === undefined || burst === undefined) return true;
    const at = this.now();
    const known = this.#buckets.get(method) ?? { tokens: burst, at };
    const tokens = Math.min(burst, known.tokens + ((at - known.at) / 1000) * rate);
    const admits = tokens >= 1;
    this.#buckets.set(method, { tokens: admits ? tokens - 1 : tokens, at });
    return admits;
  }
}
