import { StackProgress } from './stack';

/** Milliseconds between two lines about a stack that goes on in the same phase. */
const PAUSE_MS = 10_000;

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
    default:
      return phase;
  }
}

/** Tells how far the stacks are: a line whenever a stack's phase changes, and now and then one while it goes on. */
export class ProgressView {
  readonly #stacks = new Map<string, { phase: string; startedAt: number | undefined; toldAt: number }>();

  constructor(
    readonly output: { write(text: string): unknown },
    readonly now: () => number = Date.now,
  ) {}

  readonly update = (progress: StackProgress): void => {
    const { stack, phase } = progress;
    const now = this.now();
    const known = this.#stacks.get(stack);
    const startedAt = known?.startedAt ?? (phase === 'waiting' ? undefined : now);
    const isNews = known?.phase !== phase || now - known.toldAt >= PAUSE_MS;
    this.#stacks.set(stack, { phase, startedAt, toldAt: isNews ? now : known.toldAt });
    if (phase === 'waiting' || !isNews) return;
    const width = Math.max(...[...this.#stacks.keys()].map((name) => name.length));
    const seconds = (now - (startedAt ?? now)) / 1000;
    this.note(`${stack.padEnd(width)}  ${describeProgress(progress, seconds)}`);
  };

  /** Prints a line of its own. */
  note(text: string): void {
    this.output.write(`${text}\n`);
  }

  /** Forgets the stacks: later updates begin anew. */
  end(): void {
    this.#stacks.clear();
  }
}
