import { StackOutcome } from '../../../tools/apply/apply-plans';
import { exitCodeOf } from '../../../tools/apply/run';
import { describeOutcomes } from '../../../tools/apply/summary';

const applied: StackOutcome = { status: 'applied', changes: { add: 1, change: 2, remove: 0 } };
const again: StackOutcome = { status: 'plan again', why: 'planned before dev-a changes 1 output' };
const failed: StackOutcome = { status: 'failed', why: 'Error: no' };
const of = (...outcomes: StackOutcome[]): Map<string, StackOutcome> =>
  new Map(outcomes.map((outcome, index) => [`dev-${'abcd'[index] ?? ''}`, outcome]));
const describe = (...outcomes: StackOutcome[]): string =>
  describeOutcomes(of(...outcomes), { again: 'npm run plan -- --env dev', logs: 'plans/dev/logs' });

test('what was applied, what failed and what was not begun is told, and how to go on', () => {
  expect(describe(applied, failed, { status: 'not begun' }, { status: 'unchanged' })).toBe(`Stack  Result
dev-a  applied: 1 added, 2 changed, 0 destroyed
dev-b  failed
dev-c  not begun
dev-d  no changes

dev-b could not be applied. Terraform says:

Error: no

More in plans/dev/logs/dev-b.log

Nothing else was begun.

To go on, plan again and read the report:

  npm run plan -- --env dev`);
});

test('the end is told apart: applied, nothing left, plan again', () => {
  expect(describe(applied, { status: 'unchanged' })).toMatch(/\n\nAll of it is applied\.$/);
  expect(describe({ status: 'applied before' })).toMatch(/\n\nNothing was left to apply\.$/);
  expect(describe(applied, again)).toMatch(/To go on, plan again and read the report:\n\n {2}npm run plan/);
});

test('exit codes: a failure before a plan that waits, Ctrl-C before both', () => {
  expect(exitCodeOf(of(applied, { status: 'unchanged' }, { status: 'applied before' }))).toBe(0);
  expect(exitCodeOf(of(applied, again))).toBe(2);
  expect(exitCodeOf(of(again, failed))).toBe(1);
  const interrupted = of(applied, { status: 'interrupted' }, { status: 'not begun' });
  expect(exitCodeOf(interrupted, AbortSignal.abort())).toBe(130);
  // Ctrl-C behind the last stack stops nothing.
  expect(exitCodeOf(of(applied), AbortSignal.abort())).toBe(0);
});
