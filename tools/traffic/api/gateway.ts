import { ApiVerdict } from '../../model/api/gateway';
import { HttpRequest } from '../../model/http';
import { Entry } from '../../model/entries';
import { GATEWAY_ADDRESS, PreparedModel } from '../../model/request';
import { judgeConnection } from '../connections';
import { Current } from '../current';
import { Answer, endToEnd, Exchange, textAnswer } from '../exchange';
import { Firewalls, mediaTypeOf } from '../firewalls';
import { Throttle } from '../throttle';
import { Balancers } from '../load-balancer/balancers';
import { withheld } from '../load-balancer/target';
import { LogWriter } from '../logs/writer';
import { asText, gatewayResponse, isBinary, passedOn, shaped } from './answers';
import { Context, contextOf, substitute } from './context';
import { answerOf, functionEvent, Functions } from './function';

/** Bytes of the largest answer that a REST API passes on. */
const LARGEST_ANSWER = 10 * 1024 * 1024;

type Integrated = Extract<ApiVerdict, { kind: 'integration' }>;

/** One request to a stage, with all that its answer depends on. */
interface Call {
  readonly prepared: PreparedModel;
  readonly exchange: Exchange;
  readonly entry: Entry;
  readonly region: string;
  /** Request as the API knows it: its path without the stage. */
  readonly request: HttpRequest;
  readonly context: Context;
  /** Headers that the firewall adds. */
  readonly added: Readonly<Record<string, string>>;
}

export interface GatewayParts {
  readonly current: Current;
  readonly firewalls: Firewalls;
  readonly balancers: Balancers;
  readonly functions: Functions;
  readonly logs: LogWriter;
}

/** REST APIs as they are deployed: firewall, routes, limits, integrations, answers. */
export class Gateway {
  readonly #throttle = new Throttle();

  constructor(private readonly parts: GatewayParts) {}

  /** Answers a request to a stage, and writes its access log. */
  async answer(exchange: Exchange, entry: Entry): Promise<Answer> {
    const { current, logs } = this.parts;
    const { prepared } = current.deployed;
    const { api, stage, host, prefix } = entry;
    const log = current.destinations.stages.get(stage.id);
    const { account = '', region = '' } = log ?? {};
    const domain = host === `${api.id}.execute-api` ? `${host}.${region}.amazonaws.com` : host;
    const trace = exchange.traceId;
    const context = contextOf(exchange, { api, stage, domain, account, trace });
    const received = { ...exchange.request, headers: { ...exchange.request.headers, host: [domain] } };
    const request = { ...received, path: received.path.slice(prefix.length) || '/' };
    const judged = this.#inspect(exchange, entry, received, context);
    const answer =
      'answer' in judged
        ? judged.answer
        : await this.#route({ prepared, exchange, entry, region, request, context, added: judged.added });
    const ms = String(Math.round(exchange.ms));
    Object.assign(context, { status: String(answer.status), responseLatency: ms });
    context['responseLength'] = String(answer.body.length);
    if (log?.group !== undefined)
      logs.event(log.group, `${api.id}_${stage.name}`, substitute(log.format, context));
    return {
      ...answer,
      headers: { ...answer.headers, 'x-amzn-requestid': [exchange.id], 'x-amzn-trace-id': [trace] },
    };
  }

  #inspect(
    exchange: Exchange,
    { api, stage }: Entry,
    request: HttpRequest,
    context: Context,
  ): { answer: Answer } | Pick<Call, 'added'> {
    const inspected = { resource: stage.id, request, sourceName: 'APIGW' as const };
    const verdict = this.parts.firewalls.judge(exchange, inspected);
    if (verdict === undefined) return { added: {} };
    context['wafResponseCode'] = `WAF_${verdict.kind.toUpperCase()}`;
    context['waf.status'] = String(verdict.status ?? 200);
    if (verdict.kind === 'allow') return { added: verdict.headers };
    const { response, headers = {} } = verdict.action;
    if (response === undefined && verdict.kind === 'block')
      return { answer: gatewayResponse(api, 'WAF_FILTERED', context) };
    const { body = '', contentType } = response ?? {};
    const answer = textAnswer(verdict.status ?? 403, mediaTypeOf(contentType), body);
    const own = Object.entries(headers).map(([name, value]) => [name, [value]]);
    return { answer: { ...answer, headers: { ...answer.headers, ...(Object.fromEntries(own) as object) } } };
  }

  async #route(call: Call): Promise<Answer> {
    const { prepared, exchange, request, context, entry } = call;
    const { api, stage } = entry;
    const verdict = prepared.api(stage)?.(request, context);
    if (verdict === undefined) return gatewayResponse(api, 'API_CONFIGURATION_ERROR', context);
    if (verdict.kind === 'answer') {
      exchange.stop('API', verdict.decidedBy);
      if (verdict.type !== undefined) return gatewayResponse(api, verdict.type, context);
      return shaped(verdict.status, verdict.response ?? { parameters: {}, templates: {} }, context, '');
    }
    const { method, match, integration, throttle, decidedBy } = verdict;
    context['resourcePath'] = match.path;
    if (!this.#throttle.admits(`${stage.id} ${method.id}`, throttle)) {
      exchange.stop('throttling', decidedBy);
      return gatewayResponse(api, 'THROTTLED', context);
    }
    exchange.pass('API', decidedBy, `${method.httpMethod} ${match.path}`);
    const began = exchange.ms;
    const limit = AbortSignal.timeout(integration.timeoutMs);
    const answer = await this.#integrate(call, verdict, AbortSignal.any([limit, exchange.signal]));
    const ms = String(Math.round(exchange.ms - began));
    Object.assign(context, { integrationLatency: ms, 'integration.latency': ms });
    if (answer !== undefined) return answer;
    if (!limit.aborted) return gatewayResponse(api, 'INTEGRATION_FAILURE', context);
    exchange.stop('integration', decidedBy, `no answer in ${String(integration.timeoutMs)} ms`);
    return gatewayResponse(api, 'INTEGRATION_TIMEOUT', context);
  }

  /** Answer of the backend; undefined where it gives none. */
  async #integrate(call: Call, verdict: Integrated, signal: AbortSignal): Promise<Answer | undefined> {
    const { integration, decidedBy } = verdict;
    if (integration.kind === 'AWS_PROXY') return this.#invoke(call, verdict, signal);
    if (integration.kind === 'HTTP_PROXY') return this.#proxy(call, verdict, signal);
    call.exchange.stop('integration, not judged', decidedBy, `${integration.kind} is not run here`);
    return gatewayResponse(call.entry.api, 'API_CONFIGURATION_ERROR', call.context);
  }

  async #proxy(
    call: Call,
    { sent, decidedBy }: Integrated,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const { prepared, exchange, entry, request, context, added } = call;
    const { api } = entry;
    const found = prepared.balancerAt(sent.uri);
    if (found === undefined) {
      exchange.stop('integration, not judged', decidedBy, 'no load balancer here has this name');
      return undefined;
    }
    const { balancer, port, path, host } = found;
    const way = judgeConnection(prepared, { placement: 'internet' }, { placement: balancer }, port);
    exchange.packets(way.hops);
    if (!way.allowed) {
      exchange.stop('load balancer', balancer.id);
      await withheld(signal);
      return undefined;
    }
    const extra = Object.entries(added).map(([name, value]) => [name, [value]]);
    const binary = isBinary(api, [request.headers['content-type']?.[0]]);
    const forwarded: HttpRequest = {
      ...request,
      ...{ method: sent.method, path, query: sent.query, source: GATEWAY_ADDRESS },
      headers: {
        ...endToEnd(sent.headers),
        ...(Object.fromEntries(extra) as HttpRequest['headers']),
        host: [host],
        'x-forwarded-for': [[...(request.headers['x-forwarded-for'] ?? []), request.source].join(', ')],
        'x-forwarded-port': ['443'],
        'x-forwarded-proto': ['https'],
        'x-amzn-trace-id': [context['xrayTraceId'] ?? ''],
        'x-amzn-apigateway-api-id': [api.id],
      },
    };
    const body = binary ? exchange.body : asText(exchange.body);
    const answer = await this.parts.balancers.answer(exchange, {
      request: forwarded,
      body,
      balancer,
      port,
      signal,
    });
    if (answer === undefined || signal.aborted) return undefined;
    Object.assign(context, {
      integrationStatus: String(answer.status),
      'integration.status': String(answer.status),
    });
    if (answer.body.length > LARGEST_ANSWER) {
      exchange.stop('integration', decidedBy, `an answer of ${String(answer.body.length)} bytes`);
      return gatewayResponse(api, 'API_CONFIGURATION_ERROR', context);
    }
    const types = [answer.headers['content-type']?.[0], request.headers['accept']?.[0]];
    return passedOn(isBinary(api, types) ? answer : { ...answer, body: asText(answer.body) });
  }

  async #invoke(
    call: Call,
    { sent, match, method, decidedBy }: Integrated,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const { prepared, exchange, entry, region, request, context } = call;
    const { api, stage } = entry;
    const arn = /functions\/(.+)\/invocations$/.exec(sent.uri)?.[1] ?? '';
    const placement = prepared.functionAt(sent.uri);
    const fail = (status: number): Answer => gatewayResponse(api, 'DEFAULT_5XX', context, status);
    if (placement === undefined) {
      exchange.stop('integration, not judged', decidedBy, 'no function here has this name');
      return fail(500);
    }
    const { functions } = this.parts;
    const [, partition = 'aws'] = arn.split(':');
    const source = `arn:${partition}:execute-api:${region}:${context['accountId'] ?? ''}:${api.id}/${stage.name}/${method.httpMethod}${match.path}`;
    if (!(await functions.permits(arn, source))) {
      exchange.stop('permission of the function', arn);
      return fail(500);
    }
    exchange.reached = { id: placement.id, name: placement.name };
    const asked = { api, match, request, body: exchange.body, context, variables: stage.variables };
    try {
      const payload = await functions.invoke(arn, functionEvent(asked), signal);
      Object.assign(context, { integrationStatus: '200', 'integration.status': '200' });
      return (payload === undefined ? undefined : answerOf(payload, asked)) ?? fail(502);
    } catch (error) {
      if (signal.aborted) return undefined;
      exchange.stop('invocation', arn, error instanceof Error ? error.name : String(error));
      return fail(500);
    }
  }
}
