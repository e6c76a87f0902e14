/** Outcome of a line: `note` is something to know or to add that stops nothing, `FAILED` something that would fail. */
export type State = 'ok' | 'note' | 'FAILED';

export interface Verdict {
  readonly state: State;
  /** The answer, and what to do where it is not well. */
  readonly says: string;
}

/** A line of the report: what is asked, and how. */
export interface Check {
  /** Subject in a few words, such as `Fargate vCPUs`. */
  readonly subject: string;
  readonly ask: () => Verdict | Promise<Verdict>;
}

export type Finding = Verdict & Pick<Check, 'subject'>;

export const ok = (says: string): Verdict => ({ state: 'ok', says });
export const note = (says: string): Verdict => ({ state: 'note', says });
export const failed = (says: string): Verdict => ({ state: 'FAILED', says });

/** Asks all at once. A question that is refused, or that fails, is a line that says so, and ends no other. */
export const findings = (checks: readonly Check[]): Promise<Finding[]> =>
  Promise.all(
    checks.map(async ({ subject, ask }) => {
      try {
        return { subject, ...(await ask()) };
      } catch (error) {
        const { name, message } = error as Error;
        const says = `not known, since the question failed: ${[name, message].filter(Boolean).join(': ')}`;
        return { subject, ...failed(says.replaceAll(/\s+/g, ' ')) };
      }
    }),
  );

/** The result, or undefined where AWS says that there is no such thing. */
export async function unlessMissing<T>(
  asked: Promise<T>,
  ...errors: readonly string[]
): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (errors.includes((error as Error).name)) return undefined;
    throw error;
  }
}
