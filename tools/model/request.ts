import { ApiVerdict, Api, prepareApi, gatewayAnswer } from './api/gateway';
import { RestApi, Stage } from './api/types';
import { entriesOf, Entry } from './entries';
import { endsOf, Flow, internetEnds, judgeFlow } from './ends';
import { Firewall, prepareFirewall } from './firewall/web-acl';
import { HttpRequest } from './http';
import { PreparedListener, prepareListener } from './load-balancer/listener';
import { Listener, LoadBalancer } from './load-balancer/types';
import { Model } from './model';
import { Placement } from './services';
import { Hop } from './vpc/packet';
import { PreparedNetwork, prepareNetwork } from './vpc/prepare';

/** Address (RFC 5737) that stands for those from which API Gateway calls a load balancer; no rule of ours knows them. */
export const GATEWAY_ADDRESS = '198.51.100.1';

/** Task or function that a request got to, and what it sees. */
export interface Reached {
  readonly placement: Placement;
  readonly port: number | undefined;
  readonly request: HttpRequest;
}

export interface RequestVerdict {
  /** Target that the request reached; undefined where firewall, gateway or load balancer answered, or none is known. */
  readonly reached: Reached | undefined;
  /** HTTP status of the answer; undefined where a task or function answers, and where nothing is known. */
  readonly status: number | undefined;
  readonly hops: readonly Hop[];
  /** Rules whose outcome is not documented: the verdict holds unless one of them stops the request. */
  readonly notJudged: readonly string[];
}

/** Environment ready to be asked: packets cost microseconds, requests some ten. */
export class PreparedModel {
  readonly network: PreparedNetwork;
  readonly #firewalls = new Map<string, { readonly id: string; readonly judge: Firewall }>();
  readonly #apis = new Map<Stage, Api>();
  readonly #listeners = new Map<Listener, PreparedListener>();
  readonly #flows = new Map<string, Flow>();
  readonly entries: readonly Entry[];

  constructor(readonly model: Model) {
    this.network = prepareNetwork(model.network);
    this.entries = entriesOf(model);
    const stages = new Set(model.apis.flatMap(({ stages: own }) => own.map(({ id }) => id)));
    for (const acl of model.firewalls) {
      for (const resource of acl.resources) {
        const kind = stages.has(resource) ? 'API_GATEWAY' : 'APPLICATION_LOAD_BALANCER';
        this.#firewalls.set(resource, { id: acl.id, judge: prepareFirewall(acl, kind) });
      }
    }
    for (const api of model.apis) {
      for (const stage of api.stages) this.#apis.set(stage, prepareApi(api, stage));
    }
    for (const balancer of model.loadBalancers) {
      for (const listener of balancer.listeners) {
        this.#listeners.set(listener, prepareListener(balancer, listener));
      }
    }
  }

  /** Web ACL before a stage or load balancer, by the id of what it stands before. */
  firewall(resource: string): { readonly id: string; readonly judge: Firewall } | undefined {
    return this.#firewalls.get(resource);
  }

  api(stage: Stage): Api | undefined {
    return this.#apis.get(stage);
  }

  listener(listener: Listener): PreparedListener | undefined {
    return this.#listeners.get(listener);
  }

  /** Judges a request to an API; its path comes without the stage. */
  judgeApi(request: HttpRequest, entry: Entry | undefined = this.entries[0]): RequestVerdict {
    return new Journey(this).api(request, entry);
  }

  /** Judges a request straight to a load balancer. */
  judgeLoadBalancer(request: HttpRequest, balancer: LoadBalancer, port: number): RequestVerdict {
    return new Journey(this).balancer(request, balancer, port);
  }

  /** Flow from anywhere in the internet, or from a placement, to another; kept once judged. */
  flow(source: Placement | 'internet', destination: Placement, port: number): Flow {
    const key = `${source === 'internet' ? source : source.id} ${destination.id} ${String(port)}`;
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    const sources = source === 'internet' ? internetEnds(this.network) : endsOf(this.network, source);
    const flow = judgeFlow(this.network, sources, endsOf(this.network, destination), 'tcp', port);
    this.#flows.set(key, flow);
    return flow;
  }

  /** Load balancer that a URI leads to, by its own name or by a record that stands for it, and where in it. */
  balancerAt(uri: string): { balancer: LoadBalancer; port: number; path: string; host: string } | undefined {
    const [, scheme = '', rest = ''] = /^(https?):\/\/(.*)$/s.exec(uri) ?? [];
    for (const balancer of this.model.loadBalancers) {
      const names = [
        ...(balancer.dnsName === undefined ? [] : [balancer.dnsName]),
        ...this.model.services.records
          .filter(({ target }) => target === balancer.id || target === balancer.dnsName)
          .map(({ name }) => name),
      ];
      for (const host of names) {
        if (!rest.startsWith(host)) continue;
        const [, port, path] = /^(?::(\d+))?(\/.*)?$/s.exec(rest.slice(host.length)) ?? [];
        return { balancer, host, path: path ?? '/', port: Number(port ?? (scheme === 'https' ? 443 : 80)) };
      }
    }
    return undefined;
  }

  /** Function that an integration invokes. */
  functionAt(uri: string): Placement | undefined {
    const id = /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri.replace(/#invoke_arn$/, '');
    return this.model.services.functions.find(
      (one) => one.id === id || one.aliases.some((alias) => alias.id === id),
    );
  }
}

class Journey {
  readonly #hops: Hop[] = [];
  readonly #notJudged: string[] = [];

  constructor(private readonly prepared: PreparedModel) {}

  api(request: HttpRequest, entry: Entry | undefined): RequestVerdict {
    if (entry === undefined) return this.#stop('API', 'no stage is open to callers', undefined);
    const { api, stage, host, prefix } = entry;
    const received = { ...request, headers: { ...request.headers, host: [host] } };
    const blocked = this.#firewall(stage.id, { ...received, path: `${prefix}${request.path}` }, api);
    if (blocked !== undefined) return blocked;
    const verdict = this.prepared.api(stage)?.(received);
    if (verdict === undefined) return this.#stop('API', stage.id, undefined);
    if (verdict.kind === 'answer') return this.#stop('API', verdict.decidedBy, verdict.status);
    this.#hops.push({
      at: 'API',
      decidedBy: verdict.decidedBy,
      allows: true,
      note: `${verdict.method.httpMethod} ${verdict.match.path}`,
    });
    return this.#integrate(received, verdict, api);
  }

  #integrate(
    request: HttpRequest,
    { sent, integration, decidedBy }: Extract<ApiVerdict, { kind: 'integration' }>,
    api: RestApi,
  ): RequestVerdict {
    if (integration.kind === 'AWS_PROXY' || integration.kind === 'AWS') {
      const placement = this.prepared.functionAt(sent.uri);
      if (placement === undefined) return this.#stop('integration, not judged', decidedBy, undefined);
      return this.#arrive({ placement, port: undefined, request });
    }
    const found = this.prepared.balancerAt(sent.uri);
    if (found === undefined) return this.#stop('integration, not judged', decidedBy, undefined);
    const { balancer, port, path, host } = found;
    const flow = this.prepared.flow('internet', balancer, port);
    if (!this.#passes(flow)) {
      return this.#stop('load balancer', balancer.id, gatewayAnswer(api, 'INTEGRATION_FAILURE').status);
    }
    const { method, query, headers } = sent;
    return this.balancer(
      { ...request, method, path, query, source: GATEWAY_ADDRESS, headers: { ...headers, host: [host] } },
      balancer,
      port,
    );
  }

  balancer(request: HttpRequest, balancer: LoadBalancer, port: number): RequestVerdict {
    const listener = balancer.listeners.find((one) => one.port === port);
    const judge = listener === undefined ? undefined : this.prepared.listener(listener);
    if (judge === undefined) return this.#stop(`load balancer, port ${String(port)}`, balancer.id, undefined);
    const blocked = this.#firewall(balancer.id, request, undefined);
    if (blocked !== undefined) return blocked;
    const verdict = judge(request);
    if (verdict.kind === 'not judged')
      return this.#stop('listener, not judged', verdict.decidedBy, undefined);
    if (verdict.kind === 'answer') return this.#stop('listener', verdict.decidedBy, verdict.status);
    this.#hops.push({ at: 'listener', decidedBy: verdict.decidedBy, allows: true });
    const groups = new Set(
      verdict.action.targets.filter(({ weight }) => weight > 0).map((one) => one.targetGroup),
    );
    for (const service of this.prepared.model.services.ecs) {
      const target = service.targets.find(({ targetGroup }) => groups.has(targetGroup));
      if (target === undefined) continue;
      this.#hops.push({ at: 'target group', decidedBy: target.targetGroup, allows: true });
      if (!this.#passes(this.prepared.flow(balancer, service, target.port))) {
        return this.#stop('target', service.id, 504);
      }
      return this.#arrive({ placement: service, port: target.port, request: verdict.request });
    }
    return this.#stop('target group without targets', [...groups].join(', '), 503);
  }

  #firewall(resource: string, request: HttpRequest, api: RestApi | undefined): RequestVerdict | undefined {
    const firewall = this.prepared.firewall(resource);
    if (firewall === undefined) return undefined;
    const verdict = firewall.judge(request);
    this.#notJudged.push(...verdict.notJudged);
    if (verdict.kind !== 'allow') {
      const status = verdict.action.response?.status ?? (api && gatewayAnswer(api, 'WAF_FILTERED').status);
      return this.#stop(
        'firewall',
        verdict.decidedBy,
        verdict.kind === 'block' ? (status ?? 403) : verdict.status,
      );
    }
    this.#hops.push({ at: 'firewall', decidedBy: verdict.decidedBy, allows: true });
    return undefined;
  }

  /** Adds the way of the packets: the first that is stopped, else any. */
  #passes({ verdict, cases }: Flow): boolean {
    const shown = cases.find((one) => one.verdict !== 'allowed') ?? cases[0];
    this.#hops.push(...(shown?.hops ?? []));
    return verdict === 'allowed';
  }

  #stop(at: string, decidedBy: string, status: number | undefined): RequestVerdict {
    this.#hops.push({ at, decidedBy, allows: false });
    return { reached: undefined, status, hops: this.#hops, notJudged: this.#notJudged };
  }

  #arrive(reached: Reached): RequestVerdict {
    return { reached, status: undefined, hops: this.#hops, notJudged: this.#notJudged };
  }
}
