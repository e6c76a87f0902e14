import { Action, Field, Inspection, Rule, Statement } from './types';

/** Object whose keys are spelt as the API or as Terraform spells them. */
export type Raw = Readonly<Record<string, unknown>>;

/** Sets that statements refer to, by the id or ARN that they name. */
export interface Sets {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly patterns: ReadonlyMap<string, readonly string[]>;
}

/** Key without what the two spellings differ in: `ip_set_reference_statement`, `IPSetReferenceStatement`. */
const plain = (key: string): string => key.replaceAll('_', '').toLowerCase();

/** Value under a key in either spelling, singular or plural; a block that Terraform wraps in a list alone. */
export function member(raw: unknown, ...keys: readonly string[]): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const wanted = new Set(keys.flatMap((key) => [plain(key), `${plain(key)}s`]));
  return Object.entries(raw).find(
    ([key, value]) => wanted.has(plain(key)) && value !== undefined && value !== null,
  )?.[1];
}

const one = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);
export const many = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const text = (value: unknown, otherwise = ''): string =>
  value instanceof Uint8Array
    ? Buffer.from(value).toString('latin1')
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : otherwise;

/** Key that stands alone in an object, such as that of the field to match. */
function onlyKey(raw: unknown): readonly [string, unknown] | undefined {
  const entry = Object.entries((one(raw) ?? {}) as Raw).find(
    ([, value]) => value !== undefined && value !== null,
  );
  return entry === undefined
    ? undefined
    : [entry[0].replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase(), one(entry[1])];
}

/** Rule of a web ACL from Terraform's JSON or from the API. */
export function ruleOf(raw: unknown, id: string, sets: Sets, bodies: ReadonlyMap<string, Raw>): Rule {
  const action = member(raw, 'action');
  return {
    id,
    priority: Number(member(raw, 'priority')),
    statement: statementOf(one(member(raw, 'statement')), sets),
    action:
      action !== undefined ? actionOf(action, bodies) : isCountedGroup(raw) ? { kind: 'count' } : undefined,
    labels: many(member(raw, 'rule_label')).map((label) => text(member(label, 'name'))),
  };
}

/** Tells whether a rule group only counts, whatever its own rules do. */
const isCountedGroup = (raw: unknown): boolean => onlyKey(member(raw, 'override_action'))?.[0] === 'count';

/** Action such as `{block: {}}`, with the answer that it names. */
export function actionOf(raw: unknown, bodies: ReadonlyMap<string, Raw>): Action {
  const [kind = 'allow', settings] = onlyKey(raw) ?? [];
  const response = one(member(settings, 'custom_response'));
  const body = bodies.get(text(member(response, 'custom_response_body_key')));
  const inserted = many(
    member(response, 'response_header') ??
      member(one(member(settings, 'custom_request_handling')), 'insert_header'),
  ).map((header) => [text(member(header, 'name')), text(member(header, 'value'))]);
  const prefix = response === undefined ? 'x-amzn-waf-' : '';
  const headers = inserted.map(([name = '', value]) => [`${prefix}${name.toLowerCase()}`, value]);
  return {
    kind: kind as Action['kind'],
    ...(response === undefined
      ? {}
      : {
          response: {
            status: Number(member(response, 'response_code')),
            ...(body === undefined
              ? {}
              : { body: text(member(body, 'content')), contentType: text(member(body, 'content_type')) }),
          },
        }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Record<string, string> }),
  };
}

function statementOf(raw: unknown, sets: Sets): Statement {
  const [name = 'nothing', body] = onlyKey(raw) ?? [];
  const nested = (): Statement[] => many(member(body, 'statement')).map((each) => statementOf(each, sets));
  const arn = text(member(body, 'arn'));
  switch (plain(name).replace(/statement$/, '')) {
    case 'and':
    case 'or':
      return { kind: name.startsWith('and') ? 'and' : 'or', statements: nested() };
    case 'not':
      return { kind: 'not', statement: nested()[0] ?? { kind: 'not-judged', name: 'nothing' } };
    case 'ipsetreference': {
      const forwarded = one(member(body, 'ip_set_forwarded_ip_config'));
      return {
        kind: 'ip-set',
        id: arn,
        cidrs: sets.addresses.get(arn) ?? [],
        ...(forwarded === undefined
          ? {}
          : {
              forwarded: {
                header: text(member(forwarded, 'header_name')).toLowerCase(),
                fallback: text(member(forwarded, 'fallback_behavior')) as 'MATCH',
                position: text(member(forwarded, 'position')) as 'FIRST',
              },
            }),
      };
    }
    case 'labelmatch':
      return { kind: 'label', scope: text(member(body, 'scope')) as 'LABEL', key: text(member(body, 'key')) };
    case 'bytematch':
      return {
        kind: 'byte-match',
        search: text(member(body, 'search_string')),
        position: text(member(body, 'positional_constraint')) as 'EXACTLY',
        ...inspectionOf(body),
      };
    case 'regexmatch':
      return { kind: 'regex', patterns: [text(member(body, 'regex_string'))], ...inspectionOf(body) };
    case 'regexpatternsetreference':
      return { kind: 'regex', patterns: sets.patterns.get(arn) ?? [], ...inspectionOf(body) };
    case 'sizeconstraint':
      return {
        kind: 'size',
        operator: text(member(body, 'comparison_operator')) as 'GT',
        size: Number(member(body, 'size')),
        ...inspectionOf(body),
      };
    case 'ratebased':
      return rateOf(body, sets);
    default: {
      const counted = many(member(body, 'rule_action_override'))
        .filter((override) => onlyKey(member(override, 'action_to_use'))?.[0] === 'count')
        .map((override) => text(member(override, 'name')));
      return {
        kind: 'not-judged',
        name: text(member(body, 'name'), name),
        ...(counted.length === 0 ? {} : { counted }),
      };
    }
  }
}

function rateOf(body: unknown, sets: Sets): Statement {
  const aggregate = text(member(body, 'aggregate_key_type'), 'IP');
  const custom = many(member(body, 'custom_key')).map((key) => onlyKey(key)?.[0] ?? 'nothing');
  const named: Readonly<Record<string, string>> = {
    ip: 'IP',
    http_method: 'HTTPMETHOD',
    uri_path: 'UriPath',
  };
  const scope = one(member(body, 'scope_down_statement'));
  return {
    kind: 'rate',
    limit: Number(member(body, 'limit')),
    windowSeconds: Number(member(body, 'evaluation_window_sec') ?? 300),
    keys:
      aggregate === 'IP'
        ? ['IP']
        : aggregate === 'CONSTANT'
          ? []
          : aggregate === 'CUSTOM_KEYS'
            ? custom.map((key) => named[key] ?? key)
            : [aggregate],
    ...(scope === undefined ? {} : { scope: statementOf(scope, sets) }),
  };
}

function inspectionOf(body: unknown): Inspection {
  const transformations = many(member(body, 'text_transformation'))
    .map((raw) => ({ priority: Number(member(raw, 'priority')), type: text(member(raw, 'type')) }))
    .sort((a, b) => a.priority - b.priority);
  return {
    field: fieldOf(member(body, 'field_to_match')),
    transformations: transformations.map(({ type }) => type),
  };
}

function fieldOf(raw: unknown): Field {
  const [kind = 'nothing', settings] = onlyKey(raw) ?? [];
  const name = text(member(settings, 'name')).toLowerCase();
  const oversize = text(member(settings, 'oversize_handling'), kind === 'body' ? 'CONTINUE' : '');
  return { kind, ...(name === '' ? {} : { name }), ...(oversize === '' ? {} : { oversize }) };
}
