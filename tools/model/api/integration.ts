import { HttpRequest, queryPairs } from '../http';
import { Match } from './match';
import { Integration } from './types';

/** Request that an integration sends. */
export interface Mapped {
  readonly method: string;
  /** URI with its variables filled in; a variable without a mapping stays in braces. */
  readonly uri: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/**
 * Request as the mappings of an integration make it. A proxy passes on headers and query of the request; a mapping
 * replaces what the request said under the same name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function integrationRequest(
  { kind, uri, httpMethod, requestParameters }: Integration,
  request: HttpRequest,
  match: Match,
  variables: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
): Mapped {
  const isProxy = kind.endsWith('_PROXY');
  const headers: Record<string, readonly string[]> = isProxy ? { ...request.headers } : {};
  const query: string[] = isProxy && request.query !== '' ? [request.query] : [];
  let target = uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables[name] ?? '');
  for (const [name, source] of Object.entries(requestParameters)) {
    const [, place = '', key = ''] =
      /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(name) ?? [];
    const value = valueOf(source, request, match, variables, context);
    if (value === undefined) continue;
    if (place === 'header') headers[key.toLowerCase()] = value;
    if (place === 'path') target = target.replaceAll(`{${key}}`, value.join(','));
    if (place === 'querystring') query.push(...value.map((one) => `${key}=${one}`));
  }
  return {
    method: httpMethod === 'ANY' ? request.method : httpMethod,
    uri: target,
    query: query.join('&'),
    headers,
  };
}

function valueOf(
  source: string,
  request: HttpRequest,
  { parameters }: Match,
  variables: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  if (/^'.*'$/s.test(source)) return [source.slice(1, -1)];
  const one = (value: string | undefined) => (value === undefined ? undefined : [value]);
  const [, place = '', key = ''] =
    /^(?:method\.request\.(header|multivalueheader|querystring|multivaluequerystring|path)|stageVariables|context)\.(.+)$/.exec(
      source,
    ) ?? [];
  if (source.startsWith('stageVariables.')) return one(variables[key]);
  if (source.startsWith('context.')) return one(context[key]);
  const values = request.headers[key.toLowerCase()];
  const queried = () => queryPairs(request.query).flatMap(([name, value]) => (name === key ? [value] : []));
  switch (place) {
    case 'header':
      return one(values?.at(-1));
    case 'multivalueheader':
      return values;
    case 'path':
      return one(parameters[key]);
    case 'querystring':
      return one(queried().at(-1));
    case 'multivaluequerystring':
      return queried();
    default:
      return undefined;
  }
}
