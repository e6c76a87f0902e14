import { integer, strict } from '../fields';

/**
 * Share of the requests to the API that become traces; each trace costs. Health checks never do, and questions to the
 * GenAI function always do.
 *
 * @see https://aws.amazon.com/xray/pricing/
 */
export const tracingSchema = strict({
  /** Requests that are traced each second, before the percentage. */
  perSecond: integer(0, 100),
  /** Percentage of the requests beyond `perSecond` that are traced. */
  percentOfOthers: integer(0, 100),
});
