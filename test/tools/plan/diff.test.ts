import { diff } from '../../../tools/plan/diff';
import { SecretValues } from '../../../tools/plan/secret-values';
import { showDifference } from '../../../tools/plan/show';
import { readValue } from '../../../tools/plan/value';

const lines = (before: unknown, after: unknown, unknown?: unknown): string[] => {
  const secrets = new SecretValues();
  const hiding = { secrets, smells: false };
  return diff(readValue(before, {}, hiding), readValue(after, { unknown }, hiding)).map((each) =>
    showDifference(each, secrets),
  );
};

test('names the path of each value that changes, comes or goes, in order', () => {
  expect(
    lines(
      { tags: { 'a b': '1', c: 'x' }, size: 1, gone: true },
      { tags: { 'a b': '2', c: 'x' }, size: 1, new: { deep: null, in: [], at: 0 } },
    ),
  ).toEqual(['- gone: true', '+ new.at: 0', '~ tags["a b"]: "1" → "2"']);
});

test('null, missing and empty are the same as nothing there', () => {
  expect(lines({ a: null, b: [], c: {} }, { d: null })).toEqual([]);
});

test('false, 0 and "" are values', () => {
  expect(lines({}, { a: false, b: 0, c: '' })).toEqual(['+ a: false', '+ b: 0', '+ c: ""']);
});

test('tells what is known only after the apply, at any depth', () => {
  expect(
    lines({ id: 'x', list: [{ a: 1 }] }, { list: [{ b: 2 }] }, { id: true, list: [{ a: true }], arn: true }),
  ).toEqual([
    '+ arn: (known after apply)',
    '~ id: "x" → (known after apply)',
    '~ list[0].a: 1 → (known after apply)',
    '+ list[0].b: 2',
  ]);
});

describe('lists', () => {
  test('of plain values: those that come and go, wherever they stand', () => {
    expect(lines({ a: ['x', 'y', 'y'] }, { a: ['new', 'y', 'x'] })).toEqual(['- a[]: "y"', '+ a[]: "new"']);
  });

  test('in another order say so', () => {
    expect(lines({ a: ['x', 'y'] }, { a: ['y', 'x'] })).toEqual(['~ a: the same items in another order']);
  });

  test('of objects: one that was put in front does not change the others', () => {
    expect(lines([{ port: 80 }, { port: 443 }], [{ port: 22 }, { port: 80 }, { port: 443 }])).toEqual([
      '+ [0].port: 22',
    ]);
  });

  test('of objects: those with the same name belong together', () => {
    expect(
      lines(
        [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
        [
          { name: 'b', image: '2' },
          { name: 'c', image: '1' },
        ],
      ),
    ).toEqual(['~ [1].name: "a" → "c"', '~ [0].image: "1" → "2"']);
  });
});

describe('JSON in a text', () => {
  const policy = (action: string | string[], indent?: number): string =>
    JSON.stringify(
      { Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action: action }] },
      null,
      indent,
    );

  test('changes where it changes', () => {
    expect(lines({ policy: policy('s3:GetObject') }, { policy: policy('s3:PutObject') })).toEqual([
      '~ policy.Statement[0].Action: "s3:GetObject" → "s3:PutObject"',
    ]);
    expect(lines({ policy: policy('s3:Get') }, { policy: policy(['s3:Get', 's3:Put']) })).toEqual([
      '~ policy.Statement[0].Action: "s3:Get" → ["s3:Get", "s3:Put"]',
    ]);
  });

  test('that is only written differently says so', () => {
    expect(lines({ policy: policy('s3:Get') }, { policy: policy('s3:Get', 2) })).toEqual([
      '~ policy: the same JSON, written differently',
    ]);
  });

  test('that begins like JSON and is none is a text', () => {
    expect(lines({ a: '{x' }, { a: '[y' })).toEqual(['~ a: "{x" → "[y"']);
  });
});

test('a text of several lines changes by its lines', () => {
  expect(lines({ a: 'one\ntwo\nthree' }, { a: 'one\n2\nthree' })).toEqual(['- a[]: "two"', '+ a[]: "2"']);
});

test('a long value is shown from shortly before where it changes, with its length', () => {
  const common = 'c'.repeat(500);
  const [line = ''] = lines({ a: `${common}x` }, { a: `${common}y` });
  expect(line).toMatch(/^~ a: …c+x" \(503 characters\) → …c+y" \(503 characters\)$/);
  expect(line.length).toBeLessThan(150);
});

test('a value stays on its line, and nothing in it is invisible', () => {
  expect(lines({}, { a: 'x\r\u202ey\u200b\u0007' })).toEqual(['+ a: "x\\r\\u202ey\\u200b\\u0007"']);
});
