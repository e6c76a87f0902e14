import { FirewallVerdict } from '../model/firewall/web-acl';
import { HttpRequest } from '../model/http';
import { Current } from './current';
import { Exchange } from './exchange';
import { RateCounters } from './rate-counters';
import { firewallLine } from './logs/firewall-line';
import { LogWriter } from './logs/writer';

/** Request as a web ACL sees it, and the name of what it stands before, such as `APIGW`. */
export interface Inspected {
  readonly resource: string;
  readonly request: HttpRequest;
  readonly sourceName: 'APIGW' | 'ALB';
}

/** Media type of a custom response, such as `application/json` of `APPLICATION_JSON`. */
export const mediaTypeOf = (contentType = 'TEXT_PLAIN'): string =>
  contentType.toLowerCase().replace('_', '/');

/** Web ACLs as the model judges them, with the counts of their rate rules and their logs. */
export class Firewalls {
  readonly #rates = new RateCounters();

  constructor(
    private readonly state: Current,
    private readonly logs: LogWriter,
  ) {}

  /** Judges a request; undefined where no web ACL stands before the resource. */
  judge(exchange: Exchange, { resource, request, sourceName }: Inspected): FirewallVerdict | undefined {
    const firewall = this.state.deployed.prepared.firewall(resource);
    if (firewall === undefined) return undefined;
    const verdict = firewall.judge(request, this.#rates.isOver);
    if (verdict.kind === 'allow') exchange.pass('firewall', verdict.decidedBy);
    else exchange.stop('firewall', verdict.decidedBy);
    const acl = this.state.deployed.model.firewalls.find(({ id }) => id === firewall.id);
    const destination = this.state.destinations.firewalls.get(firewall.id);
    if (acl !== undefined && destination !== undefined) {
      const line = firewallLine({ acl, exchange, request, verdict, sourceName, resource, destination });
      if (line !== undefined)
        this.logs.event(destination.group, `${acl.id.split(':')[3] ?? ''}_${acl.name}_0`, line);
    }
    return verdict;
  }
}
