import { HttpRequest } from '../../model/http';
import { Listener, ListenerRule, LoadBalancer } from '../../model/load-balancer/types';
import { Answer, Exchange } from '../exchange';
import { BalancerLog } from './destinations';

export interface BalancerEvent {
  readonly exchange: Exchange;
  readonly request: HttpRequest;
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  /** Rule that decided; undefined for the default action. */
  readonly rule: ListenerRule | undefined;
  readonly answer: Answer;
  /** Private address and port of the target. */
  readonly target?: string;
  readonly targetGroup?: string;
  readonly targetStatus?: number;
  readonly targetMs?: number;
}

/** Key of the next object of an access log, with places for its day and its end. */
export function balancerKey({ id, name }: LoadBalancer, { prefix }: BalancerLog): string {
  const [, , , region = '', account = ''] = id.split(':');
  const folder = `AWSLogs/${account}/elasticloadbalancing/${region}/<day>`;
  const file = `${account}_elasticloadbalancing_${region}_app.${name}.${id.split('/').at(-1) ?? ''}_<end>.log.gz`;
  return `${prefix === '' ? '' : `${prefix}/`}${folder}/${file}`;
}

/** Line of the access log. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
export function balancerLine(event: BalancerEvent): string {
  const { exchange, request, balancer, listener, rule, answer } = event;
  const { target, targetGroup, targetStatus, targetMs } = event;
  const header = (name: string): string => request.headers[name]?.[0] ?? '-';
  const quoted = (text: string): string => `"${text.replaceAll('"', '%22')}"`;
  const seconds = (ms: number | undefined): string => (ms === undefined ? '-1' : (ms / 1000).toFixed(3));
  const host = header('host');
  const query = request.query === '' ? '' : `?${request.query}`;
  const url = `${listener.protocol.toLowerCase()}://${host}:${String(listener.port)}${request.path}${query}`;
  return [
    listener.protocol.toLowerCase(),
    new Date().toISOString(),
    balancer.id.split('loadbalancer/')[1] ?? balancer.name,
    `${request.source}:0`,
    target ?? '-',
    ...(targetMs === undefined ? ['-1', '-1', '-1'] : ['0.000', seconds(targetMs), '0.000']),
    answer.status,
    targetStatus ?? '-',
    request.bodySize,
    answer.body.length,
    quoted(`${request.method} ${url} HTTP/1.1`),
    quoted(header('user-agent')),
    ...['-', '-', targetGroup ?? '-', quoted(header('x-amzn-trace-id')), quoted(host), '"-"'],
    rule?.priority ?? 0,
    exchange.began.toISOString(),
    quoted((rule?.actions ?? listener.defaultActions).at(-1)?.kind ?? '-'),
    ...['"-"', '"-"', quoted(target ?? '-'), quoted(String(targetStatus ?? '-')), '"-"', '"-"'],
  ].join(' ');
}
