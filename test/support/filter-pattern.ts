/**
 * Tells whether CloudWatch Logs finds a log event with a filter pattern, as far as the patterns here go: terms and phrases that all
 * have to be there; `{ $.field = "value" }`; `[a, b="value", c="val*", ...]` over fields between blanks.
 *
 * @throws for a pattern beyond that
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function finds(pattern: string, event: string): boolean {
  if (pattern.startsWith('{')) return findsJson(pattern, event);
  if (pattern.startsWith('[')) return findsFields(pattern, event);
  const terms = [...pattern.matchAll(/"([^"]+)"|([A-Za-z0-9_]+)/g)].map(
    ([, phrase, term]) => phrase ?? term ?? '',
  );
  const rest = terms.reduce((left, term) => left.replace(term, ''), pattern);
  if (terms.length === 0 || /[^\s"]/.test(rest)) throw new Error(`not understood: ${pattern}`);
  return terms.every((term) => event.includes(term));
}

function findsJson(pattern: string, event: string): boolean {
  const [, selector, wanted] = /^\{ \$\.([\w.]+) = "([^"*]*)" \}$/.exec(pattern) ?? [];
  if (selector === undefined) throw new Error(`not understood: ${pattern}`);
  try {
    const value = selector
      .split('.')
      .reduce<unknown>(
        (object, key) => (object as Record<string, unknown> | undefined)?.[key],
        JSON.parse(event),
      );
    return value === wanted;
  } catch {
    return false;
  }
}

function findsFields(pattern: string, event: string): boolean {
  const fields = pattern.slice(1, -1).split(/\s*,\s*/);
  const open = fields.at(-1) === '...';
  const named = open ? fields.slice(0, -1) : fields;
  // What stands between brackets or double quotes is one field.
  const values = [...event.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  if (open ? values.length < named.length : values.length !== named.length) return false;
  return named.every((field, i) => {
    const { wanted, wildcard } = readField(field);
    const value = values[i] ?? '';
    if (wanted === undefined) return true;
    return wildcard === undefined ? value === wanted : value.startsWith(wanted);
  });
}

/** A field such as `level="ERROR"` or `time="20*"`; without a condition it takes anything. */
function readField(field: string): { wanted?: string | undefined; wildcard?: string | undefined } {
  const match = /^\w+(?:\s*=\s*(?:"([^"*]*)(\*?)"|(\w+)))?$/.exec(field);
  if (match === null) throw new Error(`not understood: ${field}`);
  const [, quoted, wildcard, bare] = match;
  return { wanted: quoted ?? bare, wildcard: wildcard === '' ? undefined : wildcard };
}
