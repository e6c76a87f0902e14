import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { orderStacks, readStacks, reverseStacks, Stack, stacksOf } from '../../../tools/deploy/graph';
import { temporaryFolder } from '../../support/temporary-folder';

const stack = (name: string, ...dependencies: string[]): Stack => ({
  name,
  directory: `/out/${name}`,
  dependencies,
});
const names = (stacks: readonly Stack[]): string[] => stacks.map(({ name }) => name);

/** Stacks without a cycle, in any order: each depends on some of those with a lower number. */
const acyclic = fc
  .array(fc.array(fc.nat()), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.map((picks, i) => stack(`s${i}`, ...new Set(i === 0 ? [] : picks.map((pick) => `s${pick % i}`)))),
  )
  .chain((stacks) => fc.shuffledSubarray(stacks, { minLength: stacks.length }));

describe('orderStacks', () => {
  it('puts every stack behind those it depends on, and none is lost', () => {
    fc.assert(
      fc.property(acyclic, (stacks) => {
        const ordered = orderStacks(stacks);
        expect(names(ordered).sort()).toEqual(names(stacks).sort());
        for (const { name, dependencies } of ordered) {
          for (const dependency of dependencies) {
            expect(names(ordered).indexOf(dependency)).toBeLessThan(names(ordered).indexOf(name));
          }
        }
      }),
    );
  });

  it('does not depend on the order in which the stacks come', () => {
    fc.assert(
      fc.property(acyclic, (stacks) => {
        expect(names(orderStacks(stacks.toReversed()))).toEqual(names(orderStacks(stacks)));
      }),
    );
  });

  it('names a cycle', () => {
    expect(() => orderStacks([stack('a', 'b'), stack('b', 'c'), stack('c', 'b')])).toThrow('b → c → b');
  });

  it('names an unknown dependency and what there is', () => {
    expect(() => orderStacks([stack('a', 'gone'), stack('b')])).toThrow(
      'Stack a depends on gone, but there are only a, b.',
    );
  });
});

describe('reverseStacks', () => {
  it('turns order and dependencies round', () => {
    const reversed = reverseStacks([stack('a'), stack('b', 'a'), stack('c', 'a', 'b')]);
    expect(reversed.map(({ name, dependencies }) => [name, dependencies])).toEqual([
      ['c', []],
      ['b', ['c']],
      ['a', ['b', 'c']],
    ]);
  });
});

describe('synthesized stacks', () => {
  const folder = temporaryFolder('graph');

  beforeAll(() => {
    const stacks = ['state-backend', 'dev-one', 'dev2-one', 'dev-two'].map((name) => {
      const dependencies = name === 'dev-one' ? ['dev-two'] : [];
      return [name, { name, workingDirectory: `stacks/${name}`, dependencies }] as const;
    });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
  });

  it('come behind the state backend', () => {
    const stacks = readStacks(folder);
    expect(names(stacks)).toEqual(['state-backend', 'dev-two', 'dev-one', 'dev2-one']);
    expect(stacks[2]).toEqual({
      name: 'dev-one',
      directory: join(folder, 'stacks/dev-one'),
      dependencies: ['state-backend', 'dev-two'],
    });
  });

  it('belong to the environment with which their name begins', () => {
    expect(names(stacksOf('dev', readStacks(folder)))).toEqual(['state-backend', 'dev-two', 'dev-one']);
  });

  it('are listed by environment when there is no such one', () => {
    expect(() => stacksOf('test', readStacks(folder))).toThrow(
      'There is no environment test, only dev, dev2.',
    );
  });
});
