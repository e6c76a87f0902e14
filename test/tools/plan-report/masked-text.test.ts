import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LONGEST, writeMasked, WrittenText } from '../../../tools/plan-report/masked-text';
import { temporaryFolder } from '../../support/temporary-folder';
import { FAKE_ACCESS_KEY } from './fixtures/configuration';

const file = join(temporaryFolder('text'), 'plan.txt');
const write = (chunks: Iterable<string>): Promise<WrittenText> => writeMasked(Readable.from(chunks), file);
const written = (): string => readFileSync(file, 'utf8');

test('the text is written with secrets masked, and given back as it is where it fits a report', async () => {
  const { text, lines } = await write([
    `a\nkey = "${FAKE_ACCESS_KEY.slice(0, 8)}`,
    `${FAKE_ACCESS_KEY.slice(8)}"\n`,
  ]);
  expect(text).toBe(`a\nkey = "${FAKE_ACCESS_KEY}"\n`);
  expect(lines).toBe(2);
  expect(written()).toBe('a\nkey = "(sensitive)"\n');
});

test('a text that fits no report is written whole, line by line the same', async () => {
  const line = `  # aws_route.a will be created\n      + name = "${'x'.repeat(52)}"\n`;
  const { text, lines } = await write(Array.from({ length: 40_000 }, () => line));
  expect(text).toBeUndefined();
  expect(lines).toBe(80_000);
  expect(written()).toBe(line.repeat(40_000));
});

const lines = Array.from({ length: 25 }, () => 'QUJD'.repeat(16));
const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n');
const encoded =
  Buffer.from(key)
    .toString('base64')
    .match(/.{1,64}/g) ?? [];

test.each(
  [...Array(12).keys()].flatMap((shift) => [
    { shift, secret: key },
    { shift, secret: encoded.join('\n') },
  ]),
)('a key, be it in lines of base64, is masked wherever the text is parted, %#', async ({ shift, secret }) => {
  const filler = '  # aws_route.a will be created';
  const before = Math.floor((LONGEST - secret.length) / (filler.length + 1)) + 4 * shift;
  const text = [...Array.from({ length: before }, () => filler), secret, filler, ''].join('\n');
  await write(text.match(/[^]{1,1000}/g) ?? []);
  expect(written()).not.toMatch(/QUJD|UVVKR/);
  expect(written().endsWith(`${filler}\n(sensitive)\n${filler}\n`)).toBe(true);
});

test('a key without an end, and a line that is longer than a part, end too', async () => {
  const begin = '-----BEGIN PRIVATE KEY-----\n';
  await write(Array.from({ length: 30 }, () => begin.repeat(3000)));
  expect(written()).not.toContain('BEGIN');
  await write(Array.from({ length: 40 }, () => 'z'.repeat(LONGEST / 16)));
  expect(written()).toHaveLength((40 * LONGEST) / 16);
});
