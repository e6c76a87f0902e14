import { endsOf } from '../../model/ends';
import { HttpRequest } from '../../model/http';
import { ListenerVerdict } from '../../model/load-balancer/listener';
import { Listener, LoadBalancer } from '../../model/load-balancer/types';
import { judgeConnection } from '../connections';
import { Current } from '../current';
import { RunningTask } from '../deployed';
import { Answer, Exchange, textAnswer } from '../exchange';
import { Firewalls, mediaTypeOf } from '../firewalls';
import { balancerKey, balancerLine, BalancerEvent } from '../logs/balancer-line';
import { LogWriter } from '../logs/writer';
import { sendTo, withheld } from './target';

/** Request to a port of a load balancer. */
export interface BalancerRequest {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly balancer: LoadBalancer;
  readonly port: number;
  readonly signal: AbortSignal;
}

type Sent = Pick<BalancerEvent, 'answer' | 'target' | 'targetStatus' | 'targetGroup' | 'targetMs'>;

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  405: 'Method Not Allowed',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** Page with which a load balancer answers itself. */
function page(status: number): Answer {
  const title = `${String(status)} ${REASONS[status] ?? ''}`.trim();
  const text = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  const answer = textAnswer(status, 'text/html', text);
  return { ...answer, headers: { ...answer.headers, server: ['awselb/2.0'] } };
}

/**
 * Application load balancers as they are deployed: firewall, listener rules, targets in turn.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export class Balancers {
  readonly #turns = new Map<string, number>();

  constructor(
    private readonly current: Current,
    private readonly firewalls: Firewalls,
    private readonly logs: LogWriter,
  ) {}

  /** Answers a request, and writes the access log; undefined where nothing listens on the port. */
  async answer(exchange: Exchange, asked: BalancerRequest): Promise<Answer | undefined> {
    const { balancer, port, request } = asked;
    const { prepared } = this.current.deployed;
    const listener = balancer.listeners.find((one) => one.port === port);
    const judge = listener === undefined ? undefined : prepared.listener(listener);
    if (listener === undefined || judge === undefined) {
      exchange.stop(`load balancer, port ${String(port)}`, balancer.id);
      return undefined;
    }
    const inspected = { resource: balancer.id, request, sourceName: 'ALB' as const };
    const blocked = this.firewalls.judge(exchange, inspected);
    let sent: Sent;
    let decidedBy = balancer.id;
    if (blocked !== undefined && blocked.kind !== 'allow') {
      const { body, contentType } = blocked.action.response ?? {};
      const status = blocked.status ?? 403;
      sent = {
        answer: body === undefined ? page(status) : textAnswer(status, mediaTypeOf(contentType), body),
      };
    } else {
      const verdict = judge(request);
      decidedBy = verdict.decidedBy;
      sent = await this.#act(exchange, asked, listener, verdict);
    }
    const log = this.current.destinations.balancers.get(balancer.id);
    if (log !== undefined) {
      const rule = listener.rules.find(({ id }) => id === decidedBy);
      const line = balancerLine({ ...sent, exchange, request, balancer, listener, rule });
      this.logs.line(log.bucket, balancer.id, balancerKey(balancer, log), line);
    }
    return sent.answer;
  }

  async #act(
    exchange: Exchange,
    asked: BalancerRequest,
    listener: Listener,
    verdict: ListenerVerdict,
  ): Promise<Sent> {
    if (verdict.kind === 'not judged') {
      exchange.stop('listener, not judged', verdict.decidedBy, `${verdict.name} is not run here`);
      return { answer: page(503) };
    }
    if (verdict.kind === 'answer') {
      exchange.stop('listener', verdict.decidedBy);
      const { status, location, body, contentType = 'text/plain' } = verdict;
      if (location === undefined && body === undefined) return { answer: page(status) };
      const answer = textAnswer(status, contentType, body ?? '');
      return location === undefined
        ? { answer }
        : { answer: { ...answer, headers: { ...answer.headers, location: [location] } } };
    }
    exchange.pass('listener', verdict.decidedBy);
    const weighted = verdict.action.targets.flatMap(({ targetGroup, weight }) =>
      Array.from({ length: weight }, () => targetGroup),
    );
    const targetGroup = this.#next(verdict.decidedBy, weighted) ?? '';
    const task = this.#choose(targetGroup);
    if (task === undefined) {
      const groups = [...new Set(weighted)].join(', ');
      exchange.stop('target group without targets', groups);
      return { answer: page(503), targetGroup };
    }
    exchange.pass('target group', targetGroup);
    return {
      ...(await this.#forward(exchange, asked, listener, verdict.request, task, targetGroup)),
      targetGroup,
    };
  }

  async #forward(
    exchange: Exchange,
    { balancer, body, signal }: BalancerRequest,
    listener: Listener,
    request: HttpRequest,
    task: RunningTask,
    targetGroup: string,
  ): Promise<Sent> {
    const { prepared } = this.current.deployed;
    const { service, vpcAddress } = task;
    const port = service.targets.find((one) => one.targetGroup === targetGroup)?.port ?? task.port;
    const target = `${vpcAddress}:${String(port)}`;
    const node = this.#next(balancer.id, endsOf(prepared.network, balancer));
    const from = { placement: balancer, end: node };
    const way = judgeConnection(prepared, from, { placement: service, end: task.end }, port);
    exchange.packets(way.hops);
    if (!way.allowed) {
      exchange.stop('target', service.id);
      await withheld(signal);
      return { answer: page(504), target };
    }
    const { id, name } = service;
    exchange.reached = { id, name, port, task: task.arn };
    const began = exchange.ms;
    const { idleTimeoutSeconds } = balancer;
    const answer = await sendTo(
      { address: task.address, port, idleTimeoutSeconds },
      { ...request, headers: this.#forwardedHeaders(request, listener, exchange) },
      body,
      signal,
    );
    const targetMs = exchange.ms - began;
    if (typeof answer !== 'string') return { answer, target, targetStatus: answer.status, targetMs };
    const notes = {
      connect: 'no connection in time',
      idle: `no answer in ${String(idleTimeoutSeconds)} s`,
      broken: 'refused or closed the connection',
    };
    exchange.stop('target', task.arn, notes[answer]);
    return { answer: page(answer === 'broken' ? 502 : 504), target, targetMs };
  }

  /** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
  #forwardedHeaders(
    { headers, source }: HttpRequest,
    { port, protocol }: Listener,
    { traceId }: Exchange,
  ): HttpRequest['headers'] {
    return {
      'x-amzn-trace-id': [traceId],
      ...headers,
      'x-forwarded-for': [[...(headers['x-forwarded-for'] ?? []), source].join(', ')],
      'x-forwarded-port': [String(port)],
      'x-forwarded-proto': [protocol.toLowerCase()],
    };
  }

  /** Next healthy task of a target group; where none is, of all that are registered, as a load balancer fails open. */
  #choose(targetGroup: string): RunningTask | undefined {
    const healthy = this.current.deployed.healthy(targetGroup);
    const registered = this.current.deployed
      .tasks()
      .filter(({ targetGroups }) => targetGroups.includes(targetGroup));
    return this.#next(targetGroup, healthy.length > 0 ? healthy : registered);
  }

  /** Item whose turn it is. */
  #next<T>(key: string, items: readonly T[]): T | undefined {
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return items[turn % items.length];
  }
}
