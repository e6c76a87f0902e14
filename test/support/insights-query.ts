/** A query of Logs Insights, as far as the tests look at it. */
export interface InsightsQuery {
  /** Names of fields that it uses and does not make itself, without those that begin with `@`. */
  readonly fields: readonly string[];
  /** The regular expressions by which it takes lines, and takes them apart. */
  readonly expressions: readonly RegExp[];
}

const FUNCTIONS = ['count', 'max', 'sum', 'ispresent'];
const WORDS = [
  'filter',
  'parse',
  'display',
  'stats',
  'sort',
  'limit',
  'by',
  'as',
  'and',
  'or',
  'like',
  'desc',
];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
export function readQuery(query: string): InsightsQuery {
  const code = query.replace(/^#.*$/gm, '');
  const expressions = [...code.matchAll(/ \/(.*)\/$/gm)].map(([, source = '']) => new RegExp(source));
  const rest = code.replace(/ \/(.*)\/$/gm, '').replace(/"[^"]*"/g, '');
  const made = [
    ...expressions.flatMap(({ source }) => [...source.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name)),
    ...[...rest.matchAll(/ as (\w+)/g)].map(([, name]) => name),
  ];
  const names = [...rest.matchAll(/(?<![\w@.])[A-Za-z_][\w.]*/g)].map(([name]) => name);
  const own = new Set<string | undefined>([...FUNCTIONS, ...WORDS, ...made]);
  return { fields: [...new Set(names)].filter((name) => !own.has(name)).sort(), expressions };
}
