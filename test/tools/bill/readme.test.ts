import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOf, sumOf } from '../../../tools/bill/bill';
import { priceIn } from '../../../tools/bill/prices';
import { configurationsOf } from '../../../tools/deploy/configurations';
import { liveEnvironments } from '../../support/live-estate';
import { PROJECT_ROOT, synthesize } from '../../support/synthesis';

test('README says what each environment costs, in tens of dollars: what it lacks is of `npm run cost`', () => {
  const readme = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');
  const environments = liveEnvironments();
  const outDir = synthesize({ environments });
  const dollars = (usd: number): string => `$${(Math.round(usd / 10) * 10).toLocaleString('en-US')}`;
  const sentences = environments.map(({ name, region, usage }) => {
    const { fixed, used, unknown } = sumOf(
      billOf(configurationsOf(outDir, name).own, usage, priceIn(region)),
    );
    return (
      `bout ${dollars(fixed + used)}${name === environments[0]?.name ? ' a month' : ''} for \`${name}\`, ` +
      `${dollars(fixed)} of them fixed and ${dollars(used)} by use, and ${unknown} part${unknown === 1 ? '' : 's'} unknown`
    );
  });
  expect(sentences.filter((sentence) => !readme.includes(sentence))).toEqual([]);
});
