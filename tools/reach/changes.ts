import { addressText, blockOf } from '../model/addresses';
import { Statement } from '../model/firewall/types';
import { requestOf } from '../model/http';
import { Model } from '../model/model';
import { RequestVerdict } from '../model/request';
import { distinctNodes } from './matrix';
import { Reach, shortName } from './reach';

/** Flows and requests that one model lets through and another does not. */
export interface ReachChanges {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** Ports that no rule of either model tells apart. */
type Range = readonly [first: number, last: number];

/** An address that no list of a firewall should hold. */
const ANYWHERE = '198.51.100.9';

/** Differences in who reaches whom on which ports, and in where requests end: exact in ports, by example in paths. */
export function reachChanges(environment: string, base: Model, change: Model): ReachChanges {
  const models = [base, change];
  const sides = models.map((model) => new Reach(environment, model));
  const ranges = ['tcp', 'udp'].map((protocol) => [protocol, rangesOf(models, protocol)] as const);
  const targets = [...new Set(models.flatMap(targetsOf))];
  const sources = [...new Set([ANYWHERE, ...models.flatMap(listedAddresses)])];
  const [before = new Map<string, Range[]>(), after = new Map<string, Range[]>()] = sides.map((reach) =>
    openFlows(reach, ranges),
  );
  const [asked = new Set<string>(), answered = new Set<string>()] = sides.map((reach) =>
    openRequests(reach, targets, sources),
  );
  return {
    opened: [...flowsBeyond(after, before), ...requestsBeyond(answered, asked)],
    closed: [...flowsBeyond(before, after), ...requestsBeyond(asked, answered)],
  };
}

/** Ranges of ports within which no rule of a group or ACL begins or ends. */
function rangesOf(models: readonly Model[], protocol: string): Range[] {
  const rules = models.flatMap(({ network }) => [
    ...network.groups.flatMap((group) => group.rules),
    ...network.acls.flatMap((acl) => acl.entries),
  ]);
  const starts = rules.filter((rule) => rule.protocol === protocol).flatMap(({ from, to }) => [from, to + 1]);
  const sorted = [...new Set([1, ...starts])]
    .filter((port) => port >= 1 && port <= 65535)
    .sort((a, b) => a - b);
  return sorted.map((first, index): Range => [first, (sorted[index + 1] ?? 65536) - 1]);
}

/** Ranges that are open, by flow such as `internet → alb tcp`. */
function openFlows(
  reach: Reach,
  ranges: readonly (readonly [protocol: string, ranges: readonly Range[]])[],
): Map<string, Range[]> {
  const nodes = distinctNodes(reach);
  const open = new Map<string, Range[]>();
  // Services of AWS answer; nothing begins there.
  for (const from of nodes.filter(({ name, placement }) => placement !== undefined || name === 'internet')) {
    for (const to of nodes) {
      for (const [protocol, all] of ranges) {
        for (const range of all) {
          const { verdict } = reach.flow(from.ends, to.ends, protocol, range[0]);
          if (verdict !== 'allowed' && verdict !== 'partly') continue;
          const key = `${from.name} → ${to.name}${verdict === 'partly' ? ', some addresses,' : ''} ${protocol}`;
          open.set(key, [...(open.get(key) ?? []), range]);
        }
      }
    }
  }
  return open;
}

/** Flows that are open in one and not in the other, neighbouring ranges as one. */
function flowsBeyond(one: ReadonlyMap<string, Range[]>, other: ReadonlyMap<string, Range[]>): string[] {
  return [...one].flatMap(([key, ranges]) => {
    const known = new Set((other.get(key) ?? []).map(([first]) => first));
    const merged: Range[] = [];
    for (const [first, last] of ranges.filter((range) => !known.has(range[0]))) {
      const previous = merged.at(-1);
      if (previous?.[1] === first - 1) merged[merged.length - 1] = [previous[0], last];
      else merged.push([first, last]);
    }
    return merged.map(
      ([first, last]) => `${key}/${first === last ? '' : `${String(first)}-`}${String(last)}`,
    );
  });
}

/** Requests that stand for each method of each resource, and for an actuator below it. */
const targetsOf = ({ apis }: Model): string[] =>
  apis
    .flatMap(({ methods }) => methods)
    .flatMap(({ httpMethod, path }) => {
      const verb = httpMethod === 'ANY' ? 'GET' : httpMethod;
      const names = path.includes('+}') ? ['one', 'actuator/env'] : ['one'];
      return names.map((name) => `${verb} ${path.replace(/\{[^}]+\}/g, name)}`);
    });

/** First address of each range that a firewall's own rules list. */
function listedAddresses({ firewalls }: Model): string[] {
  const cidrs = (statement: Statement): readonly string[] => {
    switch (statement.kind) {
      case 'ip-set':
        return statement.cidrs;
      case 'and':
      case 'or':
        return statement.statements.flatMap(cidrs);
      case 'not':
        return cidrs(statement.statement);
      case 'rate':
        return statement.scope === undefined ? [] : cidrs(statement.scope);
      default:
        return [];
    }
  };
  return firewalls
    .flatMap(({ rules }) => rules.flatMap(({ statement }) => cidrs(statement)))
    .flatMap((cidr) => blockOf(cidr) ?? [])
    .map(({ first }) => addressText(first));
}

/** Requests that a task or function gets, each `<request> → <node>` with ` from <address>` behind it. */
function openRequests(reach: Reach, targets: readonly string[], sources: readonly string[]): Set<string> {
  const open = new Set<string>();
  const { prepared, model, environment } = reach;
  for (const target of targets) {
    const [method = '', path = ''] = target.split(' ');
    for (const source of sources) {
      const request = requestOf(method, path, { source });
      const note = (where: string, { reached }: RequestVerdict): void => {
        if (reached === undefined) return;
        open.add(`${target}${where} → ${shortName(reached.placement, environment)} from ${source}`);
      };
      note('', prepared.judgeApi(request));
      for (const balancer of model.loadBalancers) {
        for (const { port } of balancer.listeners) {
          if (prepared.flow('internet', balancer, port).verdict === 'denied') continue;
          note(
            ` straight to the load balancer:${String(port)}`,
            prepared.judgeLoadBalancer(request, balancer, port),
          );
        }
      }
    }
  }
  return open;
}

/** Requests of one and not of the other: from anywhere, or from listed addresses where those differ from that. */
function requestsBeyond(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  const beyond = [...one].filter((request) => !other.has(request));
  const everywhere = ` from ${ANYWHERE}`;
  const general = beyond
    .filter((request) => request.endsWith(everywhere))
    .map((request) => request.slice(0, -everywhere.length));
  const special = beyond.filter((request) => !general.some((known) => request.startsWith(`${known} from `)));
  return [...general, ...special];
}
