import { HttpRequest } from '../model/http';
import { LoadBalancer } from '../model/load-balancer/types';
import { RequestVerdict } from '../model/request';
import { judge } from './inside';
import { hopLines, Question } from './questions';

/** Outcome of a request: the service that it reaches and the path that this sees, or an answer. */
export type Expected =
  | { readonly at: string; readonly path: string }
  | {
      readonly status: number;
      /** True when the first place on the way has to answer. */
      readonly atOnce?: boolean;
    };

/** Header with which the gateway proves to the load balancer that a request came through it. */
export const ORIGIN_HEADER = 'x-origin-verify';
/** Headers of a browser that asks for a stream of events. */
export const STREAM = { Accept: 'text/event-stream' };

/** Origin header's values as a rule of the load balancer takes them; none where no rule demands one. */
export function originValues({ listeners }: LoadBalancer): readonly string[] {
  const conditions = listeners.flatMap(({ rules }) => rules.flatMap((rule) => rule.conditions));
  return conditions.find(({ name }) => name === ORIGIN_HEADER)?.values ?? [];
}

/** @returns what came in place of the expected outcome; undefined where it came */
export function failureOf(verdict: RequestVerdict, expected: Expected): string | undefined {
  const { reached, status, hops } = verdict;
  const found =
    reached === undefined
      ? `answer ${String(status ?? 'unknown')}`
      : `${reached.placement.name} ${reached.request.path}`;
  const isExpected =
    'at' in expected
      ? reached?.placement.name.endsWith(`-${expected.at}`) === true && reached.request.path === expected.path
      : reached === undefined &&
        status === expected.status &&
        (expected.atOnce !== true || hops.length === 1);
  return isExpected ? undefined : `${found}, by ${hopLines(hops.slice(-1)).join('')}`;
}

/** Question about a request through every way into the API. */
export const through = (asks: string, request: HttpRequest, expected: Expected): Question => ({
  asks,
  failure: (reach) => {
    const { entries } = reach.prepared;
    if (entries.length === 0) return 'no stage is open to callers';
    return entries
      .map((entry) => failureOf(judge(reach, request, entry), expected))
      .find((failure) => failure !== undefined);
  },
});
