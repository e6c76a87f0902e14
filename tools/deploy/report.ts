import { Output } from '../terraform/events';
import { RunReport } from './run-report';
import { StackReport } from './stack';

/** Rows as aligned columns; columns in which every cell below the first row is a number are right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = Array.from({ length: columns }, (_, column) => rows.map((row) => row[column] ?? ''));
  const padded = cells.map((column) => {
    const width = Math.max(...column.map((cell) => cell.length));
    const isNumeric = column.slice(1).every((cell) => /^[\d.]+$/.test(cell));
    return column.map((cell) => (isNumeric ? cell.padStart(width) : cell.padEnd(width)));
  });
  return rows
    .map((_, row) =>
      padded
        .map((column) => column[row])
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Table with a row for each stack that came to its end, and the sums. */
export function stackTable({ stacks }: RunReport, seconds: number): string {
  const row = ({ stack, resources, changes, seconds: own }: StackReport): string[] => [
    stack,
    ...[resources, changes.add, changes.change, changes.remove, Math.round(own)].map(String),
  ];
  const sum = (pick: (report: StackReport) => number): number =>
    stacks.reduce((total, report) => total + pick(report), 0);
  return table([
    ['Stack', 'Resources', 'Added', 'Changed', 'Destroyed', 'Seconds'],
    ...stacks.map(row),
    row({
      stack: 'Total',
      resources: sum(({ resources }) => resources),
      changes: {
        add: sum(({ changes }) => changes.add),
        change: sum(({ changes }) => changes.change),
        remove: sum(({ changes }) => changes.remove),
      },
      outputs: {},
      seconds,
    }),
  ]);
}

/** Rank of an output by its name: addresses and versions first, then ids and names, then the rest. */
const rank = (name: string): number => {
  if (/(^|_)(url|endpoint|dns_name|address|versions)$/.test(name)) return 0;
  return /(^|_)(id|name|bucket)$/.test(name) ? 1 : 2;
};

function readable({ sensitive, value }: Output): string | undefined {
  if (sensitive) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  const isTexts = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
  return isTexts ? value.join(', ') : undefined;
}

/** A few outputs of each stack: endpoints first; never a sensitive one, nor a structure. */
export function outputTable(stacks: readonly StackReport[], perStack = 3): string | undefined {
  const rows = stacks.flatMap(({ stack, outputs }) => {
    const all = Object.entries(outputs)
      .flatMap(([name, output]) => {
        const text = readable(output);
        return text === undefined ? [] : [{ name, text }];
      })
      .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
    const shown = all
      .slice(0, perStack)
      .map(({ name, text }, index) => [index === 0 ? stack : '', name, text]);
    const more = all.length - shown.length;
    return more === 0 ? shown : [...shown, ['', `(${more} more)`, '']];
  });
  return rows.length === 0 ? undefined : table(rows);
}
