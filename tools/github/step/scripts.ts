/** What exit code 2 of a script means for the job that runs it. */
export interface Script {
  /** Whether the job goes on. */
  readonly isFine: boolean;
  /** Told in the run, as a sentence. */
  readonly says: string;
}

/** By name in package.json. Of other scripts exit code 2 is a failure like any other. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  plan: { isFine: true, says: 'There are changes: see the summary.' },
  preview: { isFine: true, says: 'There are changes: see the report.' },
  drift: { isFine: true, says: 'There is drift: see the issues.' },
  apply: {
    isFine: false,
    says: 'What held is applied, and a stack is left to plan again. Actions, deploy, Run workflow: the next plan sees the new values.',
  },
};
