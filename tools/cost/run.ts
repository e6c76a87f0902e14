import { table } from '../deploy/report';
import { currentStacks } from '../session/current-stacks';
import { settingsOf } from '../session/settings';
import { billOf, Line, sumOf } from '../bill/bill';
import { PRICED_REGION, priceDates, priceIn } from '../bill/prices';
import { configurationsOf } from '../deploy/configurations';
import { describeSum, dollars, groups, unknownParts } from '../bill/report';
import { savingsOf } from '../bill/savings';

/**
 * Prints what an environment costs in a month, from the synthesized JSON, the price list and the assumptions of use.
 *
 * @returns exit code
 * @throws ToolError with exit code 2 for an unknown environment
 */
export async function cost(environment: string): Promise<number> {
  const { usage, region } = settingsOf(environment);
  const price = priceIn(region);
  const { own, shared } = configurationsOf(await currentStacks(), environment);
  const [bill, account] = [billOf(own, usage, price), billOf(shared, usage, price)];
  const savings = savingsOf(own, usage, price);
  const [first, last] = priceDates();
  const unknown = unknownParts([...bill, ...account]);
  console.log(
    [
      `${environment} costs ${describeSum(bill)}.`,
      `Stacks that all environments share cost ${describeSum(account)}.`,
      region === PRICED_REGION
        ? `Prices on demand in ${region}, as AWS's pages had them from ${first} to ${last}, without allowances and taxes.`
        : `Prices are known in ${PRICED_REGION} alone.`,
      '',
      table([['Stack', 'Type', 'Resources', 'Fixed', 'By use', 'Unknown'], ...rows(bill), ...rows(account)]),
      '',
      'Unknown',
      ...(unknown.length === 0 ? ['nothing'] : unknown).map((part) => `  ${part}`),
      '',
      'A month less by',
      ...savings.map(({ switch: name, usd }) => `  ${dollars(usd).padStart(9)}  ${name}`),
      '',
      `Assumptions of use in a month (\`usage\` in src/config/environments/${environment}.ts)`,
      ...Object.entries(usage).map(([name, value]) => `  ${name.padEnd(16)} ${String(value)}`),
    ].join('\n'),
  );
  return 0;
}

/** A row in US dollars for each resource type of each stack. */
const rows = (lines: readonly Line[]): string[][] =>
  [...groups(lines, ({ stack, type }) => `${stack} ${type}`)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, own]) => {
      const { fixed, used, unknown } = sumOf(own);
      const count = new Set(own.map(({ name }) => name)).size;
      return [...key.split(' '), String(count), fixed.toFixed(2), used.toFixed(2), String(unknown)];
    });
