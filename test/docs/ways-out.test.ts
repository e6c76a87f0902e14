import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences } from '../../tools/ways-out/differences.cjs';
import { blocks, Body, Configuration } from '../support/estate';
import { liveEstate } from '../support/live-estate';

import { PROJECT_ROOT } from '../support/synthesis';
import { upgradeGuide } from './upgrade-guide';

/** Tells whether a body has the attribute, which may lie in nested blocks. */
const sets = (body: Body, [first = '', ...rest]: readonly string[]): boolean =>
  rest.length === 0 ? first in body : blocks(body, first).some((block) => sets(block, rest));

/** Lines of the page's table: every statement of the guide on a type that is there, and whether its attribute is used. */
function guideRows(configurations: readonly Configuration[]): string[] {
  const text = JSON.stringify(configurations);
  return Object.entries(upgradeGuide).flatMap(([subject, statement]) => {
    const [address = '', ...path] = subject.split(' ');
    const type = address.replace('data.', '');
    const bodies = configurations.flatMap(({ data, resource }) =>
      Object.values((address === type ? resource : data)?.[type] ?? {}),
    );
    if (bodies.length === 0) return [];
    const references = new RegExp(`(?<![\\w.-])${address}\\.[\\w-]+\\.${path[0] ?? ''}\\b`);
    const used = path.length === 0 || bodies.some((body) => sets(body, path)) || references.test(text);
    return [
      `| \`${address}\` | ${path.map((key) => `\`${key}\``).join(' ')} | ${statement} | ${used ? 'used' : 'not used'} |`,
    ];
  });
}

const tight = (line: string): string => line.replace(/ +/g, ' ');

test('docs/ways-out.md has what the upgrade guide says of the types that are used, and nothing else', () => {
  const page = readFileSync(join(PROJECT_ROOT, 'docs/ways-out.md'), 'utf8').split('\n');
  const rows = page.filter((line) => /^\| `(data\.)?aws_/.test(line)).map(tight);
  expect(rows).toEqual(guideRows(Object.values(liveEstate().scopes)));
});

test('a type that is used is in the table, with its attribute set, referred to, nested, or not used', () => {
  const rows = guideRows([
    {
      data: { aws_region: { here: {} } },
      resource: {
        aws_eip: { one: { vpc: true }, other: { domain: 'vpc' } },
        aws_flow_log: { log: { log_destination: 'arn' } },
        aws_mq_broker: { broker: { logs: [{ audit: 1 }], user: '${data.aws_region.here.name}' } },
        aws_simpledb_domain: { domain: {} },
      },
    },
  ]);
  expect(rows.map((row) => row.split(' | ').at(-1))).toEqual([
    'used |',
    'used |',
    'not used |',
    'used |',
    'used |',
  ]);
});

test('two syntheses differ where a value, a key or the length of a list does', () => {
  const stack = { a: [1, { b: 'x' }], c: {} };
  expect(differences(stack, { a: [1, { b: 'x' }], c: {} })).toEqual([]);
  expect(differences(stack, { a: [1, { b: 'y' }, 2], d: {} })).toEqual(['a 1 b', 'a 2', 'c', 'd']);
  expect(differences({ a: [] }, { a: {} })).toEqual(['a']);
});
