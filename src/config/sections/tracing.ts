import { integer, strict } from '../fields';

/**
 * How many of the requests to the API become traces; each costs. Health checks do not count, and questions to the GenAI
 * function are traced in any case.
 *
 * @see https://aws.amazon.com/xray/pricing/
 */
export const tracingSchema = strict({
  /** Requests that are traced each second, before the percentage. */
  perSecond: integer(0, 100),
  /** Of those beyond them. */
  percentOfOthers: integer(0, 100),
});
