import { randomUUID } from 'node:crypto';

/** Milliseconds until a service whose tasks fail gets another one; doubled with each failure, at most the second. */
const BACK_OFF = [1_000, 30_000] as const;

const MOST_EVENTS = 100;

interface Event {
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly message: string;
}

/** Memory of a service between two looks at it: its events, and how its tasks failed. */
export class ServiceMemory {
  isSteady = false;
  #events: readonly Event[] = [];
  /** Failed tasks by task definition. */
  readonly #failed = new Map<string, number>();
  /** Failures in a row, and the time before which no other task is started. */
  #failures = 0;
  #notBefore = 0;

  constructor(private readonly serviceName: string) {}

  tell(words: string): void {
    const message = `(service ${this.serviceName}) ${words}`;
    const event = { id: randomUUID(), createdAt: Date.now() / 1000, message };
    this.#events = [event, ...this.#events].slice(0, MOST_EVENTS);
  }

  get mayStart(): boolean {
    return Date.now() >= this.#notBefore;
  }

  /** Lets the next task start at once: whatever was missing may be there now. */
  retry(): void {
    this.#notBefore = 0;
  }

  noteFailure(taskDefinition: string): void {
    this.#failed.set(taskDefinition, (this.#failed.get(taskDefinition) ?? 0) + 1);
    this.#notBefore = Date.now() + Math.min(BACK_OFF[0] * 2 ** this.#failures, BACK_OFF[1]);
    this.#failures += 1;
  }

  noteSuccess(): void {
    this.#failures = 0;
  }

  describe(): object {
    return { events: this.#events, failedTasks: Object.fromEntries(this.#failed) };
  }
}
