import { Phase, StackProgress } from './stack';

/** Numbers of terminal colours: green, red, yellow, gray. */
const COLOURS: Partial<Record<Phase, number>> = {
  done: 32,
  failed: 31,
  interrupted: 33,
  'not started': 33,
  waiting: 90,
};

const ENDED: ReadonlySet<Phase> = new Set<Phase>(['done', 'failed', 'interrupted', 'not started']);

/** One stack's state in words, such as `applying 5 of 41 (12 s)`. */
export function describeProgress({ phase, done, total }: StackProgress, seconds: number): string {
  const time = `${Math.round(seconds)} s`;
  switch (phase) {
    case 'applying':
    case 'destroying':
      return `${phase} ${done} of ${total} (${time})`;
    case 'initializing':
    case 'planning':
      return `${phase} (${time})`;
    case 'done':
      return total === 0 ? `done, nothing to change (${time})` : `done in ${time}`;
    case 'failed':
      return `failed after ${time}`;
    case 'interrupted':
      return total === 0 ? 'interrupted' : `interrupted at ${done} of ${total}`;
    case 'waiting':
    case 'not started':
      return phase;
  }
}

export interface Entry {
  progress: StackProgress;
  /** Time at which the stack left `waiting`, in the unit of `now`. */
  startedAt: number | undefined;
  endedAt: number | undefined;
}

/** Latest progress of every stack, with its start and end. */
export class ProgressLines {
  readonly entries = new Map<string, Entry>();

  constructor(readonly now: () => number) {}

  accept(progress: StackProgress): Entry {
    const entry = this.entries.get(progress.stack) ?? { progress, startedAt: undefined, endedAt: undefined };
    if (progress.phase !== 'waiting') entry.startedAt ??= this.now();
    if (ENDED.has(progress.phase)) entry.endedAt ??= this.now();
    entry.progress = progress;
    this.entries.set(progress.stack, entry);
    return entry;
  }

  seconds({ startedAt, endedAt }: Entry): number {
    return startedAt === undefined ? 0 : ((endedAt ?? this.now()) - startedAt) / 1000;
  }

  line(entry: Entry, colour: boolean): string {
    const width = Math.max(...[...this.entries.keys()].map((name) => name.length));
    const words = describeProgress(entry.progress, this.seconds(entry));
    const number = COLOURS[entry.progress.phase];
    const shown = colour && number !== undefined ? `\u001b[${number}m${words}\u001b[39m` : words;
    return `${entry.progress.stack.padEnd(width)}  ${shown}`;
  }
}
