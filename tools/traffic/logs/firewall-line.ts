import type { Condition, FieldToMatch } from '@aws-sdk/client-wafv2';
import { WebAcl } from '../../model/firewall/types';
import { FirewallVerdict } from '../../model/firewall/web-acl';
import { HttpRequest } from '../../model/http';
import { Exchange } from '../exchange';
import { FirewallLog } from './destinations';

export interface FirewallEvent {
  readonly acl: WebAcl;
  readonly exchange: Exchange;
  readonly request: HttpRequest;
  readonly verdict: FirewallVerdict;
  readonly sourceName: 'APIGW' | 'ALB';
  readonly resource: string;
  readonly destination: FirewallLog;
}

const REDACTED = 'REDACTED';

/**
 * Log line of a web ACL, with its redactions; undefined for a request that its filter drops.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export function firewallLine(event: FirewallEvent): string | undefined {
  const { acl, exchange, request, verdict, sourceName, resource, destination } = event;
  if (!isKept(event)) return undefined;
  const fields = destination.RedactedFields ?? [];
  const hides = (name: keyof FieldToMatch): boolean => fields.some((field) => field[name] !== undefined);
  const hidden = new Set(fields.map(({ SingleHeader }) => SingleHeader?.Name?.toLowerCase()));
  const isDefault = verdict.decidedBy === acl.id;
  return JSON.stringify({
    timestamp: exchange.began.getTime(),
    formatVersion: 1,
    webaclId: acl.id,
    terminatingRuleId: isDefault ? 'Default_Action' : ruleName(acl, verdict.decidedBy),
    terminatingRuleType: isDefault ? 'REGULAR' : ruleType(acl, verdict.decidedBy),
    action: verdict.kind.toUpperCase(),
    terminatingRuleMatchDetails: [],
    httpSourceName: sourceName,
    httpSourceId: resource,
    ruleGroupList: [],
    rateBasedRuleList: [],
    nonTerminatingMatchingRules: verdict.counted.map((id) => ({
      ruleId: ruleName(acl, id),
      action: 'COUNT',
      ruleMatchDetails: [],
    })),
    httpRequest: {
      clientIp: request.source,
      country: '-',
      headers: Object.entries(request.headers).flatMap(([name, values]) =>
        values.map((value) => ({ name, value: hidden.has(name) ? REDACTED : value })),
      ),
      uri: hides('UriPath') ? REDACTED : request.path,
      args: hides('QueryString') ? REDACTED : request.query,
      httpVersion: 'HTTP/1.1',
      httpMethod: hides('Method') ? REDACTED : request.method,
      requestId: exchange.id,
    },
  });
}

/** Name of a rule, whose id begins with the name of its web ACL. */
const ruleName = ({ name }: WebAcl, id: string): string =>
  id.startsWith(`${name} `) ? id.slice(name.length + 1) : id;

const ruleType = ({ rules }: WebAcl, id: string): string =>
  rules.find((rule) => rule.id === id)?.statement.kind === 'rate' ? 'RATE_BASED' : 'REGULAR';

function isKept({ destination, verdict, acl }: FirewallEvent): boolean {
  const { LoggingFilter: filter } = destination;
  const actions = [verdict.kind, ...verdict.counted.map(() => 'count')].map((kind) => kind.toUpperCase());
  const labels = acl.rules
    .filter(({ id }) => id === verdict.decidedBy || verdict.counted.includes(id))
    .flatMap((rule) => rule.labels);
  const meets = ({ ActionCondition, LabelNameCondition }: Condition): boolean =>
    ActionCondition === undefined
      ? labels.some((label) => LabelNameCondition?.LabelName?.endsWith(`:${label}`) === true)
      : actions.includes(ActionCondition.Action ?? '');
  const behavior = (filter?.Filters ?? []).find(({ Requirement, Conditions = [] }) =>
    Requirement === 'MEETS_ALL' ? Conditions.every(meets) : Conditions.some(meets),
  )?.Behavior;
  return (behavior ?? filter?.DefaultBehavior ?? 'KEEP') === 'KEEP';
}
