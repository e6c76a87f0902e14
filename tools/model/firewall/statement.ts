import { addressOf, Block, blockOf, holds } from '../addresses';
import { HttpRequest, pcre } from '../http';
import { inspected } from './fields';
import { TRANSFORMATIONS } from './transformations';
import { Comparison, Forwarded, Inspection, Position, Statement } from './types';

/**
 * Rule of a managed group that is documented in full: it blocks bodies above 8 KiB.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const LARGE_BODY = {
  group: 'AWSManagedRulesCommonRuleSet',
  rule: 'SizeRestrictions_BODY',
  label: 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body',
  bytes: 8192,
};

/** Request that a statement is matched against, with its labels. */
export interface Subject {
  readonly request: HttpRequest;
  /** `API_GATEWAY` or `APPLICATION_LOAD_BALANCER`. */
  readonly resourceKind: string;
  /** Labels that earlier rules put on the request, with their namespace. */
  readonly labels: readonly string[];
  /** Tells whether the requests that a rate rule counts together exceed its limit. */
  readonly isOver: (limit: number, windowSeconds: number, key: string) => boolean;
}

/** Answer of a statement; undefined where AWS does not document what decides. */
export type Answer = boolean | undefined;
export type Matcher = (subject: Subject) => Answer;

const all = (answers: readonly Answer[]): Answer =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
const negated = (answer: Answer): Answer => (answer === undefined ? undefined : !answer);

/** Compiles a statement once, so that a request costs microseconds. */
export function matcherOf(statement: Statement, limits: Readonly<Record<string, number>>): Matcher {
  switch (statement.kind) {
    case 'and':
    case 'or': {
      const parts = statement.statements.map((part) => matcherOf(part, limits));
      return statement.kind === 'and'
        ? (subject) => all(parts.map((part) => part(subject)))
        : (subject) => negated(all(parts.map((part) => negated(part(subject)))));
    }
    case 'not': {
      const part = matcherOf(statement.statement, limits);
      return (subject) => negated(part(subject));
    }
    case 'ip-set': {
      const blocks = statement.cidrs.map(blockOf).filter((block) => block !== undefined);
      const { forwarded } = statement;
      return ({ request }) => addressMatches(blocks, forwarded, request);
    }
    case 'label':
      // Of the managed groups' other rules nobody knows which labels they leave.
      if (statement.key.startsWith('awswaf:managed:') && statement.key !== LARGE_BODY.label)
        return () => undefined;
      return ({ labels }) =>
        labels.some((label) =>
          statement.scope === 'LABEL'
            ? label === statement.key || label.endsWith(`:${statement.key}`)
            : `:${label}`.includes(`:${statement.key}`),
        );
    case 'byte-match':
      return inspect(statement, limits, (value) =>
        value === undefined ? undefined : byteMatches(value, statement.search, statement.position),
      );
    case 'regex': {
      const patterns = statement.patterns.map(pcre);
      return inspect(statement, limits, (value) =>
        negated(
          all(patterns.map((pattern) => (value === undefined ? undefined : negated(pattern?.test(value))))),
        ),
      );
    }
    case 'size':
      return inspect(statement, limits, (_, size) => compares(size, statement.operator, statement.size));
    case 'rate':
      return rateMatcher(statement, limits);
    case 'not-judged':
      return () => undefined;
  }
}

function inspect(
  { field, transformations }: Inspection,
  limits: Readonly<Record<string, number>>,
  test: (value: string | undefined, size: number) => Answer,
): Matcher {
  const steps = transformations.map((name) => TRANSFORMATIONS[name]);
  return ({ request, resourceKind }) => {
    const found = inspected(field, request, resourceKind, limits);
    if (found === undefined) return undefined;
    if (found.settled !== undefined) return found.settled;
    const { values, sizes } = found;
    const answers = values.map((value, index): Answer => {
      let text = value;
      for (const step of steps) {
        if (step === undefined) return undefined;
        text = text === undefined ? undefined : step(text);
      }
      return test(text, sizes?.[index] ?? text?.length ?? 0);
    });
    return negated(all(answers.map(negated)));
  };
}

function addressMatches(
  blocks: readonly Block[],
  forwarded: Forwarded | undefined,
  { source, headers }: HttpRequest,
): boolean {
  const contains = (text: string): boolean | undefined => {
    const address = addressOf(text.trim());
    return address === undefined ? undefined : blocks.some((block) => holds(block, address));
  };
  if (forwarded === undefined) return contains(source) ?? false;
  const given = headers[forwarded.header]?.join(',');
  if (given === undefined) return false;
  const addresses = given.split(',');
  const chosen = { FIRST: addresses.slice(0, 1), LAST: addresses.slice(-1), ANY: addresses }[
    forwarded.position
  ];
  const answers = chosen.map(contains);
  return answers.includes(true) || (answers.includes(undefined) && forwarded.fallback === 'MATCH');
}

function byteMatches(value: string, search: string, position: Position): boolean {
  switch (position) {
    case 'EXACTLY':
      return value === search;
    case 'STARTS_WITH':
      return value.startsWith(search);
    case 'ENDS_WITH':
      return value.endsWith(search);
    case 'CONTAINS':
      return value.includes(search);
    case 'CONTAINS_WORD':
      return new RegExp(`(?<!\\w)${search.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?!\\w)`).test(value);
  }
}

function compares(size: number, operator: Comparison, limit: number): boolean {
  const difference = size - limit;
  const outcomes = {
    EQ: difference === 0,
    NE: difference !== 0,
    LE: difference <= 0,
    LT: difference < 0,
    GE: difference >= 0,
    GT: difference > 0,
  };
  return outcomes[operator];
}

function rateMatcher(
  { limit, windowSeconds, keys, scope }: Extract<Statement, { kind: 'rate' }>,
  limits: Readonly<Record<string, number>>,
): Matcher {
  const inScope = scope === undefined ? () => true : matcherOf(scope, limits);
  const known: Readonly<Record<string, (request: HttpRequest) => string>> = {
    IP: ({ source }) => source,
    HTTPMETHOD: ({ method }) => method,
    UriPath: ({ path }) => path,
    QueryString: ({ query }) => query,
  };
  return (subject) => {
    const counted = inScope(subject);
    if (counted !== true) return counted;
    const values = keys.map((key) => known[key]?.(subject.request));
    return values.includes(undefined) ? undefined : subject.isOver(limit, windowSeconds, values.join(' '));
  };
}
