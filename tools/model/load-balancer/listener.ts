import { HttpRequest } from '../http';
import { prepareCondition } from './conditions';
import { Listener, ListenerAction, LoadBalancer } from './types';

export type ListenerVerdict = { readonly decidedBy: string; readonly request: HttpRequest } & (
  | { readonly kind: 'forward'; readonly action: Extract<ListenerAction, { kind: 'forward' }> }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly location?: string;
      readonly body?: string | undefined;
      readonly contentType?: string | undefined;
    }
  | { readonly kind: 'not judged'; readonly name: string }
);

export type PreparedListener = (request: HttpRequest) => ListenerVerdict;

/**
 * Listener ready to judge: its rules in order of priority, the first of which all conditions hold acts; else the default.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function prepareListener(balancer: LoadBalancer, listener: Listener): PreparedListener {
  const rules = [...listener.rules]
    .sort((a, b) => a.priority - b.priority)
    .map(({ id, conditions, actions }) => ({ id, actions, tests: conditions.map(prepareCondition) }));
  return (received) => {
    const request = balancer.dropsInvalidHeaders ? withValidHeaders(received) : received;
    const rule = rules.find(({ tests }) => tests.every((test) => test(request)));
    const actions = rule?.actions ?? listener.defaultActions;
    return act(actions.at(-1), rule?.id ?? listener.id, request, listener);
  };
}

/** Names of letters, digits and hyphens alone are valid. */
function withValidHeaders(request: HttpRequest): HttpRequest {
  const names = Object.keys(request.headers);
  const isValid = (name: string) => /^[A-Za-z0-9-]+$/.test(name);
  if (names.every(isValid)) return request;
  return {
    ...request,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => isValid(name))),
  };
}

function act(
  action: ListenerAction | undefined,
  decidedBy: string,
  request: HttpRequest,
  listener: Listener,
): ListenerVerdict {
  const base = { decidedBy, request };
  switch (action?.kind) {
    case 'forward': {
      const serving = action.targets.filter(({ weight }) => weight > 0);
      return serving.length === 0
        ? { ...base, kind: 'answer', status: 503 }
        : { ...base, kind: 'forward', action };
    }
    case 'fixed-response': {
      const { status, body, contentType } = action;
      return { ...base, kind: 'answer', status, body, contentType };
    }
    case 'redirect':
      return {
        ...base,
        kind: 'answer',
        status: action.status,
        location: location(action, request, listener),
      };
    default:
      return { ...base, kind: 'not judged', name: action?.name ?? 'no action' };
  }
}

/** Address of a redirect, its `#{host}`, `#{port}`, `#{path}`, `#{query}` and `#{protocol}` filled in from the request. */
function location(
  action: Extract<ListenerAction, { kind: 'redirect' }>,
  { headers, path, query }: HttpRequest,
  { port, protocol }: Listener,
): string {
  const [host = '', given] = (headers['host']?.[0] ?? '').split(':');
  const values: Readonly<Record<string, string>> = {
    host,
    port: given ?? String(port),
    path: path.slice(1),
    query,
    protocol: protocol.toLowerCase(),
  };
  const fill = (text: string) => text.replace(/#\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const target = fill(action.query);
  return `${fill(action.protocol).toLowerCase()}://${fill(action.host)}:${fill(action.port)}${fill(action.path)}${target === '' ? '' : `?${target}`}`;
}
