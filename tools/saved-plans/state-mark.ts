import { digest } from './fingerprint';
/** The identity of one moment of a state. */
export interface StateMark {
  /** Stays the same as long as the state is continued. */
  readonly lineage: string;
  /** Grows with every change. */
  readonly serial: number;
  /** A digest of the outputs: all that other stacks read. */
  readonly outputs: string;
}

/** The mark of a state as `terraform state pull` prints it; null for a stack that has none yet. */
export function markOf(text: string): StateMark | null {
  if (text.trim() === '') return null;
  const state = JSON.parse(text) as { lineage: string; serial: number; outputs?: object };
  return {
    lineage: state.lineage,
    serial: state.serial,
    outputs: digest(JSON.stringify(state.outputs ?? {})),
  };
}

/** The marks of several stacks, null for one without a state, or the reason why one cannot be read. */
export type Marks = ReadonlyMap<string, StateMark | null | Error>;

/** A digest of the outputs of a stack; null where there is no state to read. */
export function outputsIn(marks: Marks, stack: string): string | null {
  const state = marks.get(stack);
  return state == null || state instanceof Error ? null : state.outputs;
}
