import { withoutTokenTraces } from '../../src/core/token-traces';

/** Takes a stack trace, as cdktf does whenever it makes a token. */
function captured(): string {
  const target = { stack: '' };
  Error.captureStackTrace(target);
  return target.stack;
}

test('tokens get no trace inside, and get it outside again', () => {
  expect(withoutTokenTraces(captured)).toBe('');
  expect(captured()).toContain('captured');
});

test('errors keep their traces, and tokens get theirs again after one', () => {
  const thrown = (): Error => {
    try {
      return withoutTokenTraces(() => {
        throw new Error('there is no such zone');
      });
    } catch (error) {
      return error as Error;
    }
  };
  expect(thrown().stack).toContain('thrown');
  expect(captured()).toContain('captured');
});
