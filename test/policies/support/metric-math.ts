/** The values of the metrics, by id; NaN for one that is missing, which makes all missing that is computed of it. */
export type Values = Readonly<Record<string, number>>;

const TOKEN = /\s*(>=|<=|==|!=|[-+*/<>(),]|\d+(?:\.\d+)?|[A-Za-z]\w*)/y;

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  IF: (condition = 0, yes = 0, no = 0) => (Number.isNaN(condition) ? NaN : condition === 0 ? no : yes),
  FILL: (value = 0, missing = 0) => (Number.isNaN(value) ? missing : value),
};

/**
 * What a metric math expression is for these values: numbers, ids, `+ - * /`, comparisons, IF and FILL.
 *
 * @throws for anything else
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluate(expression: string, values: Values): number {
  const tokens = tokensOf(expression);
  const fail = (): never => {
    throw new Error(`"${expression}" is more than this reads: extend test/policies/support/metric-math.ts`);
  };
  const next = (): string => tokens[0] ?? '';
  const take = (token?: string): string => {
    const taken = tokens.shift();
    return taken === undefined || (token !== undefined && taken !== token) ? fail() : taken;
  };
  const binary =
    (operand: () => number, operators: Record<string, (a: number, b: number) => number>) => (): number => {
      let left = operand();
      for (let operator = operators[next()]; operator !== undefined; operator = operators[next()]) {
        take();
        left = operator(left, operand());
      }
      return left;
    };
  const atom = (): number => {
    const token = take();
    if (token === '(') {
      const value = comparison();
      take(')');
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (next() !== '(') return values[token] ?? fail();
    const apply = FUNCTIONS[token] ?? fail();
    const given = [];
    do {
      take();
      given.push(comparison());
    } while (next() === ',');
    take(')');
    return apply(...given);
  };
  const product = binary(atom, { '*': (a, b) => a * b, '/': (a, b) => a / b });
  const sum = binary(product, { '+': (a, b) => a + b, '-': (a, b) => a - b });
  const comparison = binary(
    sum,
    Object.fromEntries(
      Object.entries(COMPARE).map(([sign, holds]) => [
        sign,
        (a, b) => (Number.isNaN(a + b) ? NaN : Number(holds(a, b))),
      ]),
    ),
  );
  const value = comparison();
  return tokens.length === 0 ? value : fail();
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(expression); match !== null; match = TOKEN.exec(expression))
    tokens.push(match[1] ?? '');
  if (tokens.join('') !== expression.replace(/\s/g, '')) throw new Error(`"${expression}" cannot be read`);
  return tokens;
}
