import fc from 'fast-check';
import { whyAgain } from '../../../tools/apply/apply-plans';
import { findMoves, Moved, Now } from '../../../tools/saved-plans/staleness';
import { describeRefusal } from '../../../tools/saved-plans/refusal';
import { Planned, PlannedStack } from '../../../tools/saved-plans/plan-record';
import { StateMark } from '../../../tools/saved-plans/state-mark';

const stack = (name: string, rest: Partial<PlannedStack> = {}): PlannedStack => ({
  name,
  plan: `plan of ${name}`,
  changes: 1,
  isChanged: true,
  causes: [],
  source: { 'resource aws_vpc.vpc': '1', 'output vpc_id': '1' },
  state: { lineage: 'one', serial: 4, outputs: `outputs of ${name}` },
  upstream: {},
  ...rest,
});

const plannedOf = (...stacks: PlannedStack[]): Planned => ({
  format: 2,
  environment: 'dev',
  at: '2026-11-22T12:05:10.123Z',
  commit: { id: '1a2b3c4d5e6f7a8b', isDirty: true },
  place: 'account 1',
  terraform: '1.11.4',
  isWhole: true,
  stacks,
});

/** The record of a run in which nothing moved. */
const still = ({ place, terraform, stacks }: Planned): Now => ({
  place,
  terraform,
  sources: new Map(stacks.map(({ name, source }) => [name, source])),
  marks: new Map(stacks.map(({ name, state }) => [name, state ?? null])),
  files: new Map(stacks.map(({ name, plan }) => [name, plan])),
});

const planned = plannedOf(
  stack('dev-network'),
  stack('dev-data', { upstream: { 'dev-network': 'outputs of dev-network' } }),
);
const moves = (now: Partial<Now>, of: Planned = planned): Moved[] =>
  findMoves(of, of.stacks, { ...still(of), ...now });
const told = (found: readonly Moved[]): Record<string, readonly string[]> =>
  Object.fromEntries(found.map(({ what, lines }) => [what, lines]));

test('where nothing moved there is nothing to tell', () => {
  expect(moves({})).toEqual([]);
});

test('all that moved is told at once, by stack', () => {
  const now: Partial<Now> = {
    place: 'account 2',
    terraform: '1.12.0',
    sources: new Map<string, Record<string, string>>([
      ['dev-network', { 'resource aws_vpc.vpc': '2', 'resource aws_eip.a': '1' }],
      ['dev-edge', {}],
    ]),
    marks: new Map<string, StateMark | Error>([
      ['dev-network', { lineage: 'one', serial: 5, outputs: 'others' }],
      ['dev-data', new Error('Error: no bucket\nat all')],
    ]),
    files: new Map([['dev-network', 'another plan']]),
  };
  expect(told(moves(now))).toEqual({
    'This is another place.': ['planned in account 1', 'now in account 2'],
    'Terraform is another.': ['planned with 1.11.4, now it is 1.12.0'],
    'The source moved.': [
      'dev-network: output vpc_id is gone, resource aws_eip.a is new, resource aws_vpc.vpc changed',
      'dev-data: the source no longer has this stack',
      'dev-edge: was not there when all stacks were planned',
    ],
    'The state moved.': [
      'dev-network: serial 4 when it was planned, serial 5 now',
      'dev-data: Error: no bucket\n    at all',
    ],
    'A stack that others read has other outputs.': ['dev-data: reads dev-network'],
    'A plan is not the one that was made.': [
      'dev-network: the plan file is another one',
      'dev-data: the plan file is gone',
    ],
  });
});

test('a state that came, went or was begun anew moved, whatever its serial', () => {
  const line = (before: PlannedStack['state'], after: PlannedStack['state'] & {}): string | undefined =>
    moves({ marks: new Map([['dev-network', after]]) }, plannedOf(stack('dev-network', { state: before })))[0]
      ?.lines[0];
  const mark = { lineage: 'one', serial: 4, outputs: '' };
  expect(line(null, mark)).toBe('dev-network: there was none when it was planned, serial 4 now');
  expect(line(mark, { ...mark, lineage: 'two' })).toBe(
    'dev-network: serial 4 when it was planned, serial 4 of another state now',
  );
  const gone = moves({ marks: new Map([['dev-network', null]]) }, plannedOf(stack('dev-network')));
  expect(gone[0]?.lines).toEqual(['dev-network: serial 4 when it was planned, and now it is gone']);
});

test('the states of another place are not compared', () => {
  expect(Object.keys(told(moves({ place: 'elsewhere', marks: undefined })))).toEqual([
    'This is another place.',
  ]);
});

test('what is applied already may have moved, but for its source', () => {
  const applied = plannedOf(stack('dev-network', { appliedAt: '2026-11-22T12:06:00.000Z' }));
  expect(moves({ marks: new Map(), files: new Map() }, applied)).toEqual([]);
  expect(Object.keys(told(moves({ sources: new Map([['dev-network', {}]]) }, applied)))).toEqual([
    'The source moved.',
  ]);
});

test('an apply that did not come to its end uses its plan up', () => {
  const failed = plannedOf(stack('dev-network', { failedAt: '2026-11-22T12:06:00.000Z' }));
  expect(told(moves({}, failed))).toEqual({
    'An apply of these plans did not come to its end.': ['dev-network: failed at 2026-11-22 12:06:00 UTC'],
  });
});

test('a stack that came since is no matter where only some were planned', () => {
  const some = { ...planned, isWhole: false };
  const sources = new Map([...still(some).sources, ['dev-edge', {}]]);
  expect(moves({ sources }, some)).toEqual([]);
  expect(moves({ sources })).toHaveLength(1);
});

test('whatever part of the source differs is told, and nothing else', () => {
  const prints = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'));
  fc.assert(
    fc.property(prints, prints, (source, now) => {
      const given = plannedOf(stack('dev-network', { source }));
      const [found] = moves({ sources: new Map([['dev-network', now]]) }, given);
      const different = ['a', 'b', 'c', 'd'].filter((key) => source[key] !== now[key]);
      if (different.length === 0) expect(found).toBeUndefined();
      else {
        const names = (found?.lines[0] ?? '').replace('dev-network: ', '').split(', ');
        expect(names.map((each) => each[0])).toEqual(different);
      }
    }),
  );
});

test('of many moves the first are named and the others counted', () => {
  const source = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, '1']));
  const [found] = moves(
    { sources: new Map([['dev-network', {}]]) },
    plannedOf(stack('dev-network', { source })),
  );
  expect(found?.lines).toEqual(['dev-network: a is gone, b is gone, c is gone, d is gone and 2 more']);
});

test('a refusal says what, since when, and what to run', () => {
  const words = describeRefusal(planned, moves({ terraform: '1.12.0' }), {
    commit: { id: 'ffffffffffffffff', isDirty: false },
    again: 'npm run plan -- --env dev',
  });
  expect(words).toBe(`Nothing was applied: the saved plans are out of date.

Terraform is another.
  planned with 1.11.4, now it is 1.12.0

Planned at 2026-11-22 12:05:10 UTC, at commit 1a2b3c4d5e with changes that are not committed; now at commit ffffffffff.

Plan again, read the report, then apply:

  npm run plan -- --env dev`);
});

test('only a plan that holds is applied', () => {
  expect(whyAgain(stack('dev-data'))).toBeUndefined();
  expect(whyAgain(stack('dev-data', { plan: undefined }))).toBe('could not be planned');
  expect(whyAgain(stack('dev-data', { causes: [{ stack: 'dev-network', does: 'replaces 1' }] }))).toBe(
    'planned before dev-network replaces 1',
  );
});
