import { writeFileSync } from 'node:fs';
import { fullDiskBehind, fullDiskIn } from '../../../tools/support/full-disk';

const thrownBy = (action: () => void): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
};

test('a file of ours that did not fit is told with its folder', () => {
  // The system's own full disk: it takes nothing.
  const error = thrownBy(() => {
    writeFileSync('/dev/full', 'a');
  });
  expect(fullDiskBehind(error)).toMatch(/ENOSPC[^]*is full, or files may not be as large/);
  const placed = Object.assign(new Error('EDQUOT'), { code: 'EDQUOT', path: '/plans/dev/planned.json' });
  expect(fullDiskBehind(placed)).toContain('The disk with /plans/dev is full');
});

test('no other error is taken for it', () => {
  expect(
    fullDiskBehind(
      thrownBy(() => {
        writeFileSync('/no/such/folder', 'a');
      }),
    ),
  ).toBeUndefined();
  expect(fullDiskBehind('ENOSPC')).toBeUndefined();
  expect(fullDiskBehind(undefined)).toBeUndefined();
});

test.each([
  ['no space left on device', true],
  ['disk quota exceeded', true],
  ['file too large', true],
  ['permission denied', false],
])('Terraform’s words `%s`', (words, isFull) => {
  const advice = fullDiskIn(
    `The plan file could not be written: write /plans/dev/dev-data.tfplan: ${words}.`,
  );
  if (isFull) expect(advice).toContain('The disk with /plans/dev is full');
  else expect(advice).toBeUndefined();
});

test('the words of Node.js in another process', () => {
  expect(fullDiskIn("ENOSPC: no space left on device, copyfile '/a/x.zip' -> '/out/stacks/x.zip'")).toContain(
    'The disk with /out/stacks is full',
  );
  expect(fullDiskIn("EACCES: permission denied, open '/out/x'")).toBeUndefined();
});
