import { ProgressLines } from './progress-line';
import { Phase, StackProgress } from './stack';

/** Tells a person how far the stacks are. */
export interface ProgressView {
  update(progress: StackProgress): void;
  /** Prints a line of its own. */
  note(text: string): void;
  /** Prints the last state, which stays: what is updated afterwards begins anew below it. */
  end(): void;
}

export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** @see https://no-color.org */
export function usesColour(output: ProgressOutput, env: NodeJS.ProcessEnv): boolean {
  return output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** One line per stack that is rewritten in place, for a terminal. */
export class LiveProgress implements ProgressView {
  #lines: ProgressLines;
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;

  constructor(
    readonly output: ProgressOutput,
    readonly colour: boolean,
    readonly now: () => number = Date.now,
  ) {
    this.#lines = new ProgressLines(now);
  }

  update(progress: StackProgress): void {
    this.#lines.accept(progress);
    this.#timer ??= setInterval(() => {
      this.#draw();
    }, 250).unref();
  }

  note(text: string): void {
    this.output.write(`${this.#up()}${text}\n`);
    this.#drawn = 0;
    this.#draw();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#timer = undefined;
    this.#lines = new ProgressLines(this.now);
    this.#drawn = 0;
  }

  #up(): string {
    return this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A\u001b[0J`;
  }

  #draw(): void {
    // More lines than the terminal has could not be taken back.
    const lines = [...this.#lines.entries.values()]
      .slice(0, (this.output.rows ?? 24) - 1)
      .map((entry) => this.#lines.line(entry, this.colour));
    this.output.write(`${this.#up()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#drawn = lines.length;
  }
}

/** A line whenever a stack's phase changes, and now and then one while it applies; for logs. */
export class PlainProgress implements ProgressView {
  #lines: ProgressLines;
  readonly #told = new Map<string, { phase: Phase; at: number }>();

  constructor(
    readonly output: ProgressOutput,
    readonly now: () => number = Date.now,
    /** Least time between two lines about a stack whose phase is the same. */
    readonly pauseSeconds = 10,
  ) {
    this.#lines = new ProgressLines(now);
  }

  update(progress: StackProgress): void {
    const entry = this.#lines.accept(progress);
    if (progress.phase === 'waiting') return;
    const told = this.#told.get(progress.stack);
    if (told?.phase === progress.phase && this.now() - told.at < this.pauseSeconds * 1000) return;
    this.#told.set(progress.stack, { phase: progress.phase, at: this.now() });
    this.output.write(`${this.#lines.line(entry, false)}\n`);
  }

  note(text: string): void {
    this.output.write(`${text}\n`);
  }

  end(): void {
    this.#told.clear();
    this.#lines = new ProgressLines(this.now);
  }
}

/** The narrowest terminal in which no line wraps: one that does could not be taken back. */
const LIVE_COLUMNS = 64;

export function createProgress(output: ProgressOutput, env: NodeJS.ProcessEnv): ProgressView {
  const live = output.isTTY === true && env.TERM !== 'dumb' && (output.columns ?? 80) >= LIVE_COLUMNS;
  return live ? new LiveProgress(output, usesColour(output, env)) : new PlainProgress(output);
}
