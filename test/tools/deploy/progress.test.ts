import {
  createProgress,
  LiveProgress,
  PlainProgress,
  ProgressOutput,
  usesColour,
} from '../../../tools/deploy/progress';
import { describeProgress } from '../../../tools/deploy/progress-line';
import { Phase, StackProgress } from '../../../tools/deploy/stack';

const at = (stack: string, phase: Phase, done = 0, total = 0): StackProgress => ({
  stack,
  phase,
  done,
  total,
});

/** An output that keeps what is written, and a clock that the test sets. */
function recorder(properties: Partial<ProgressOutput> = {}): {
  output: ProgressOutput;
  written: () => string;
  clock: { ms: number };
} {
  let text = '';
  return {
    output: { write: (chunk: string) => (text += chunk), ...properties },
    written: () => text,
    clock: { ms: 0 },
  };
}

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

describe('without a terminal', () => {
  it('prints a line when the phase changes and at most one now and then while it applies', () => {
    const { output, written, clock } = recorder();
    const progress = new PlainProgress(output, () => clock.ms, 10);
    progress.update(at('dev-network', 'waiting'));
    progress.update(at('dev-data', 'waiting'));
    for (const phase of ['planning', 'planning'] as const) progress.update(at('dev-network', phase));
    for (let done = 0; done <= 20; done += 1) {
      clock.ms += 1000;
      progress.update(at('dev-network', 'applying', done, 20));
    }
    clock.ms += 1000;
    progress.update(at('dev-network', 'done', 20, 20));
    progress.update(at('dev-data', 'planning'));
    progress.end();
    expect(written().trimEnd().split('\n')).toEqual([
      'dev-network  planning (0 s)',
      'dev-network  applying 0 of 20 (1 s)',
      'dev-network  applying 10 of 20 (11 s)',
      'dev-network  applying 20 of 20 (21 s)',
      'dev-network  done in 22 s',
      'dev-data     planning (0 s)',
    ]);
  });
});

describe('on a terminal', () => {
  /** Text on the screen in the end, when the two control sequences in use are obeyed. */
  const screen = (text: string): string[] => {
    const lines: string[] = [];
    // eslint-disable-next-line no-control-regex -- the sequences begin with escape
    for (const part of text.split(/(?<=\n)|(?=\u001b\[\d+A)/)) {
      // eslint-disable-next-line no-control-regex -- the sequences begin with escape
      const [, up, rest] = /^(?:\u001b\[(\d+)A\u001b\[0J)?([^]*)$/.exec(part) ?? [];
      if (up !== undefined) lines.splice(lines.length - Number(up));
      if (rest !== undefined && rest !== '') lines.push(rest.trimEnd());
    }
    return lines;
  };

  it('rewrites one line per stack, and notes stay above them', () => {
    const { output, written, clock } = recorder({ isTTY: true, rows: 24 });
    const progress = new LiveProgress(output, false, () => clock.ms);
    progress.note('hello');
    progress.update(at('a', 'planning'));
    progress.update(at('bb', 'waiting'));
    progress.note('interrupted');
    progress.update(at('a', 'applying', 1, 2));
    progress.note('again');
    clock.ms = 3000;
    progress.update(at('a', 'done', 2, 2));
    progress.update(at('bb', 'not started'));
    progress.end();
    expect(screen(written())).toEqual([
      'hello',
      'interrupted',
      'again',
      'a   done in 3 s',
      'bb  not started',
    ]);
  });

  it('leaves what it drew once it ended, with what is said below, and begins anew', () => {
    const { output, written, clock } = recorder({ isTTY: true, rows: 24 });
    const progress = new LiveProgress(output, false, () => clock.ms);
    progress.update(at('a', 'done', 2, 2));
    progress.end();
    output.write('the report\n');
    progress.end();
    clock.ms = 5000;
    progress.update(at('a', 'planning'));
    progress.end();
    expect(screen(written())).toEqual(['a  done in 0 s', 'the report', 'a  planning (0 s)']);
  });

  it('never draws more lines than the terminal has', () => {
    const { output, written } = recorder({ isTTY: true, rows: 3 });
    const progress = new LiveProgress(output, false);
    for (const stack of ['a', 'b', 'c', 'd']) progress.update(at(stack, 'waiting'));
    progress.end();
    expect(screen(written())).toEqual(['a  waiting', 'b  waiting']);
  });

  it('colours unless NO_COLOR is set', () => {
    const { output, written } = recorder({ isTTY: true });
    const progress = new LiveProgress(output, usesColour(output, {}));
    progress.update(at('a', 'failed'));
    progress.end();
    expect(written()).toBe('a  \u001b[31mfailed after 0 s\u001b[39m\n');
    expect(usesColour(output, { NO_COLOR: '1' })).toBe(false);
    expect(usesColour({ ...output, isTTY: false }, {})).toBe(false);
  });
});

it.each([
  ['a wide terminal', { isTTY: true, columns: 80 }, {}, LiveProgress],
  ['a narrow terminal, where lines would wrap', { isTTY: true, columns: 40 }, {}, PlainProgress],
  [
    'a terminal that obeys no control sequences',
    { isTTY: true, columns: 80 },
    { TERM: 'dumb' },
    PlainProgress,
  ],
  ['a pipe', {}, {}, PlainProgress],
])('suits %s', (_, properties, env, kind) => {
  const progress = createProgress(recorder(properties).output, env);
  expect(progress).toBeInstanceOf(kind);
  progress.end();
});
