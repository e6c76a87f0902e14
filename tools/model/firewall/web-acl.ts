import { HttpRequest } from '../http';
import { LARGE_BODY, Matcher, matcherOf, Subject } from './statement';
import { Action, Statement, WebAcl } from './types';

export interface FirewallVerdict {
  readonly kind: Action['kind'];
  /** Rule that ended it; the web ACL where its default action did. */
  readonly decidedBy: string;
  /** Status of the answer to a request that goes no further. */
  readonly status: number | undefined;
  readonly action: Action;
  /** Rules that matched and only count. */
  readonly counted: readonly string[];
  /** Rules whose outcome AWS does not document: the verdict holds if none of them stops the request. */
  readonly notJudged: readonly string[];
  /** Headers that the request carries on. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Firewall = (
  request: HttpRequest,
  /** Counts the requests that a rate rule counts together, and says whether they are over its limit. @default never over */
  isOver?: (rule: string, limit: number, windowSeconds: number, key: string) => boolean,
) => FirewallVerdict;

const isLargeBody = (
  statement: Statement,
  { bodySize }: HttpRequest,
): statement is Extract<Statement, { kind: 'not-judged' }> =>
  statement.kind === 'not-judged' && statement.name === LARGE_BODY.group && bodySize > LARGE_BODY.bytes;

/** Statuses without an answer of their own: a puzzle is served with 405, a silent challenge with 202. */
const STATUS: Partial<Record<Action['kind'], number>> = { block: 403, captcha: 405, challenge: 202 };

/**
 * Web ACL ready to judge: its rules in order of priority. The first that matches and allows or blocks ends it; one that
 * counts leaves its labels; then the default action.
 *
 * @param resourceKind `API_GATEWAY` or `APPLICATION_LOAD_BALANCER`: how much of a body is seen
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html
 */
export function prepareFirewall(acl: WebAcl, resourceKind: string): Firewall {
  const rules = [...acl.rules]
    .sort((a, b) => a.priority - b.priority)
    .map((rule) => ({ ...rule, matches: matcherOf(rule.statement, acl.inspectedBytes) satisfies Matcher }));
  return (request, isOver = () => false) => {
    const labels: string[] = [];
    const counted: string[] = [];
    const notJudged: string[] = [];
    const inserted: Record<string, string> = {};
    const end = (action: Action, decidedBy: string): FirewallVerdict => {
      const goesOn = action.kind === 'allow';
      return {
        kind: action.kind,
        decidedBy,
        status: goesOn ? undefined : (action.response?.status ?? STATUS[action.kind]),
        action,
        counted,
        notJudged,
        headers: goesOn ? { ...inserted, ...action.headers } : {},
      };
    };
    for (const { id, statement, matches, action, labels: own } of rules) {
      if (isLargeBody(statement, request)) {
        const isCounted = action?.kind === 'count' || statement.counted?.includes(LARGE_BODY.rule) === true;
        if (!isCounted) return end({ kind: 'block' }, id);
        labels.push(LARGE_BODY.label);
      }
      const subject: Subject = {
        request,
        resourceKind,
        labels,
        isOver: (limit, windowSeconds, key) => isOver(id, limit, windowSeconds, key),
      };
      const answer = matches(subject);
      if (answer === undefined) notJudged.push(id);
      if (answer !== true || action === undefined) continue;
      labels.push(...own);
      if (action.kind !== 'count') return end(action, id);
      counted.push(id);
      Object.assign(inserted, action.headers);
    }
    return end(acl.defaultAction, acl.id);
  };
}
