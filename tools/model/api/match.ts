import { Method, RestApi } from './types';

export interface Match {
  readonly path: string;
  /** Values of the path parameters, as sent. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Segment = { readonly kind: 0; readonly text: string } | { readonly kind: 1 | 2; readonly name: string };

interface Resource {
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Methods by name. */
  readonly methods: ReadonlyMap<string, Method>;
}

/** Resources ready to be searched, the one that AWS prefers first: literal before `{name}` before `{name+}`. */
export function prepareResources({ paths, methods }: Pick<RestApi, 'paths' | 'methods'>): Resource[] {
  const resources = [...new Set([...paths, ...methods.map(({ path }) => path)])].map((path) => ({
    path,
    segments: segmentsOf(path).map(segmentOf),
    methods: new Map(
      methods.filter((method) => method.path === path).map((method) => [method.httpMethod, method]),
    ),
  }));
  return resources.sort((a, b) => byPreference(a.segments, b.segments));
}

const segmentsOf = (path: string): string[] => (path === '/' ? [] : path.slice(1).split('/'));

function segmentOf(text: string): Segment {
  const [, name, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(text) ?? [];
  return name === undefined ? { kind: 0, text } : { kind: plus === '+' ? 2 : 1, name };
}

function byPreference(a: readonly Segment[], b: readonly Segment[]): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (other === undefined) return -1;
    if (segment.kind !== other.kind) return segment.kind - other.kind;
  }
  return a.length - b.length;
}

/**
 * Resource that a path leads to. A slash at the end counts only where a greedy parameter takes it; segments are compared as
 * they were sent.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export function matchResource(
  resources: readonly Resource[],
  path: string,
): (Match & { readonly methods: ReadonlyMap<string, Method> }) | undefined {
  const given = segmentsOf(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
  for (const { path: resource, segments, methods } of resources) {
    const parameters = bind(segments, given, path.endsWith('/'));
    if (parameters !== undefined) return { path: resource, parameters, methods };
  }
  return undefined;
}

function bind(
  segments: readonly Segment[],
  given: readonly string[],
  hasSlash: boolean,
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = given[index];
    if (text === undefined) return undefined;
    if (segment.kind === 2) {
      parameters[segment.name] = given.slice(index).join('/') + (hasSlash ? '/' : '');
      return parameters[segment.name] === '' ? undefined : parameters;
    }
    if (segment.kind === 0 ? text !== segment.text : text === '') return undefined;
    if (segment.kind === 1) parameters[segment.name] = text;
  }
  return given.length === segments.length ? parameters : undefined;
}
