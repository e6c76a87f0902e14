import { environments } from '../../../src/config/environments';

/** A report that a workflow may make of a pull request. */
export interface Source {
  /** As a person reads it, such as `Plan of dev`. */
  readonly title: string;
  /** The file of the workflow that makes it. */
  readonly workflow: string;
  /** The artifact that holds it. */
  readonly artifact: string;
  /** Whether runs of forks are believed: they have no credentials, so they cannot plan. */
  readonly ofForks: boolean;
  /** How it came about. */
  readonly note: string;
}

/** The file within the artifact. */
export const REPORT_FILE = 'comment.md';

/** What a preview is made of. */
const PREVIEWED = 'dev';

/** Every report, in the order in which the comment has them. What a run says of itself adds none. */
export const SOURCES: readonly Source[] = [
  {
    title: `Preview of ${PREVIEWED}`,
    workflow: '.github/workflows/preview.yml',
    artifact: `preview-${PREVIEWED}`,
    ofForks: true,
    note: 'Deployed on an emulator, without credentials.',
  },
  ...environments.map(({ name }) => ({
    title: `Plan of ${name}`,
    workflow: '.github/workflows/plan.yml',
    artifact: `plan-${name}`,
    ofForks: false,
    note: 'Planned in the account, as it stands.',
  })),
];
