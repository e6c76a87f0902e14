import { describeProgress, ProgressView } from '../../../tools/deploy/progress';
import { Phase, StackProgress } from '../../../tools/deploy/stack';

const at = (stack: string, phase: Phase, done = 0, total = 0): StackProgress => ({
  stack,
  phase,
  done,
  total,
});

it.each([
  [at('a', 'waiting'), 'waiting'],
  [at('a', 'initializing'), 'initializing (7 s)'],
  [at('a', 'planning'), 'planning (7 s)'],
  [at('a', 'applying', 5, 41), 'applying 5 of 41 (7 s)'],
  [at('a', 'destroying', 5, 41), 'destroying 5 of 41 (7 s)'],
  [at('a', 'done', 41, 41), 'done in 7 s'],
  [at('a', 'done'), 'done, nothing to change (7 s)'],
  [at('a', 'failed', 5, 41), 'failed after 7 s'],
  [at('a', 'interrupted', 5, 41), 'interrupted at 5 of 41'],
  [at('a', 'interrupted'), 'interrupted'],
  [at('a', 'not started'), 'not started'],
])('says %j as %s', (progress, words) => {
  expect(describeProgress(progress, 7.4)).toBe(words);
});

it('prints a line when the phase changes, at most one now and then while it applies, and begins anew after its end', () => {
  let [written, ms] = ['', 0];
  const output = { write: (text: string) => (written += text) };
  const progress = new ProgressView(output, () => ms);
  for (const stack of ['dev-network', 'dev-data']) progress.update(at(stack, 'waiting'));
  for (const phase of ['planning', 'planning'] as const) progress.update(at('dev-network', phase));
  for (let done = 0; done <= 20; done += 1) {
    ms += 1000;
    progress.update(at('dev-network', 'applying', done, 20));
  }
  ms += 1000;
  progress.update(at('dev-network', 'done', 20, 20));
  progress.update(at('dev-data', 'planning'));
  progress.end();
  progress.note('The report');
  progress.update(at('dev-data', 'planning'));
  expect(written.trimEnd().split('\n')).toEqual([
    'dev-network  planning (0 s)',
    'dev-network  applying 0 of 20 (1 s)',
    'dev-network  applying 10 of 20 (11 s)',
    'dev-network  applying 20 of 20 (21 s)',
    'dev-network  done in 22 s',
    'dev-data     planning (0 s)',
    'The report',
    'dev-data  planning (0 s)',
  ]);
});
