import { Fingerprint, movesBetween } from './fingerprint';
import { describeTime, Planned, PlannedStack } from './plan-record';
import { Marks, outputsIn, StateMark } from './state-mark';

/** The present state of all that plans rest on. */
export interface Now {
  /** Account, region and endpoints, as `describePlace` says them. */
  readonly place: string;
  /** The version of Terraform. */
  readonly terraform: string;
  /** Fingerprint of every stack that the source has. */
  readonly sources: ReadonlyMap<string, Fingerprint>;
  /** Marks of the states; undefined where states are not read because the plans are of another place. */
  readonly marks: Marks | undefined;
  /** Digests of the plan files; undefined for one that is gone. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** One kind of thing that is not as it was. */
export interface Moved {
  readonly what: string;
  /** A line for each stack, or each thing. */
  readonly lines: readonly string[];
}

/** Things of one stack that are named; of more only the number is told. */
const MOST = 4;

const named = (things: readonly string[]): string =>
  things.length <= MOST
    ? things.join(', ')
    : `${things.slice(0, MOST).join(', ')} and ${things.length - MOST} more`;

/** Changes since the stacks were planned, all of them at once; empty when the plans hold. */
export function findMoves(planned: Planned, stacks: readonly PlannedStack[], now: Now): Moved[] {
  const left = stacks.filter(({ appliedAt, plan }) => appliedAt === undefined && plan !== undefined);
  const unfinished = left.filter(({ failedAt }) => failedAt !== undefined);
  const lines = (of: readonly PlannedStack[], tell: (stack: PlannedStack) => string | undefined): string[] =>
    of.flatMap((stack) => {
      const words = tell(stack);
      return words === undefined ? [] : [`${stack.name}: ${words}`];
    });
  const all: Moved[] = [
    {
      what: 'This is another place.',
      lines: planned.place === now.place ? [] : [`planned in ${planned.place}`, `now in ${now.place}`],
    },
    {
      what: 'Terraform is another.',
      lines:
        planned.terraform === now.terraform
          ? []
          : [`planned with ${planned.terraform}, now it is ${now.terraform}`],
    },
    {
      what: 'The source moved.',
      lines: [
        ...lines(stacks, ({ name, source }) => describeSource(source, now.sources.get(name))),
        ...(planned.isWhole ? newStacks(planned, now) : []),
      ],
    },
    {
      what: 'An apply of these plans did not come to its end.',
      lines: lines(unfinished, ({ failedAt = '' }) => `failed at ${describeTime(failedAt)}`),
    },
    { what: 'The state moved.', lines: lines(left, (stack) => describeState(stack, now)) },
    {
      what: 'A stack that others read has other outputs.',
      lines: lines(left.filter(isSettled), (stack) => describeUpstream(stack, now)),
    },
    {
      what: 'A plan is not the one that was made.',
      lines: lines(
        left.filter(({ isChanged }) => isChanged),
        (stack) => describeFile(stack, now),
      ),
    },
  ];
  return all.filter(({ lines: told }) => told.length > 0);
}

/** Tells whether the plan holds regardless of the plans before it. */
export const isSettled = ({ causes }: PlannedStack): boolean => causes.length === 0;

function describeSource(before: Fingerprint, after: Fingerprint | undefined): string | undefined {
  if (after === undefined) return 'the source no longer has this stack';
  const moves = movesBetween(before, after);
  return moves.length === 0 ? undefined : named(moves);
}

const newStacks = ({ stacks }: Planned, { sources }: Now): string[] =>
  [...sources.keys()]
    .filter((name) => !stacks.some((stack) => stack.name === name))
    .map((name) => `${name}: was not there when all stacks were planned`);

const describeMark = (mark: StateMark | null | undefined): string =>
  mark == null ? 'there was none' : `serial ${mark.serial}`;

function describeState({ name, state }: PlannedStack, { marks }: Now): string | undefined {
  const mark = marks?.get(name);
  if (marks === undefined) return undefined;
  if (mark instanceof Error) return mark.message.replaceAll('\n', '\n    ');
  if (state?.lineage === mark?.lineage && state?.serial === mark?.serial) return undefined;
  if (mark == null) return `${describeMark(state)} when it was planned, and now it is gone`;
  const isOther = state != null && state.lineage !== mark.lineage;
  return `${describeMark(state)} when it was planned, ${describeMark(mark)}${isOther ? ' of another state' : ''} now`;
}

function describeUpstream({ upstream }: PlannedStack, { marks }: Now): string | undefined {
  if (marks === undefined) return undefined;
  const moved = Object.keys(upstream).filter((name) => upstream[name] !== outputsIn(marks, name));
  return moved.length === 0 ? undefined : `reads ${named(moved)}`;
}

function describeFile({ name, plan }: PlannedStack, { files }: Now): string | undefined {
  const file = files.get(name);
  if (file === plan) return undefined;
  return file === undefined ? 'the plan file is gone' : 'the plan file is another one';
}
