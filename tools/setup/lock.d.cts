export interface HeldLock {
  release(): void;
}
export interface BusyLock {
  /** Id of the process that holds the lock. */
  heldBy: number;
}

/** Takes the lock `file` for this process, or tells which process holds it. The lock of a dead process counts as free. */
export function tryLock(file: string): HeldLock | BusyLock;

/** Start time of the process, as an opaque text; empty where the system does not tell or the process is gone. */
export function startTime(pid: number): string;

/** Checks whether the process `pid` that started at `started`, as `startTime` told it, is still alive. */
export function isAlive(pid: number, started: string): boolean;
