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

/** Names of outputs that a person looks for: addresses, and versions. */
const SHOWN = /(^|_)(url|endpoint|dns_name|address|versions)$/;

const readable = ({ sensitive, value }: Output): string =>
  sensitive
    ? ''
    : [value]
        .flat()
        .filter((item) => typeof item === 'string')
        .join(', ');

/** Addresses and versions that the stacks put out; never a sensitive one, nor a structure. Undefined without any. */
export function outputTable(stacks: readonly StackReport[]): string | undefined {
  const rows = stacks.flatMap(({ stack, outputs }) =>
    Object.entries(outputs)
      .map(([name, output]) => [name, readable(output)] as const)
      .filter(([name, text]) => SHOWN.test(name) && text !== '')
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, text], index) => [index === 0 ? stack : '', name, text]),
  );
  return rows.length === 0 ? undefined : table(rows);
}
