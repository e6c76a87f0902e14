import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../tools/support/project';

export type Values = Readonly<Record<string, string>>;

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Values;
}

export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly with?: Values;
  readonly secrets?: string;
  readonly environment?: string;
  readonly permissions?: Values;
  readonly outputs?: Values;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean | string };
  readonly strategy?: { readonly matrix: { readonly include: readonly Values[] } };
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  /** Name of the file without its ending, such as `plan`. */
  readonly file: string;
  readonly text: string;
  readonly name: string;
  readonly on: Readonly<Record<string, { readonly workflows?: readonly string[] } | null>>;
  readonly permissions: Values;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly concurrency?: Job['concurrency'];
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectRoot, '.github', 'workflows');

export const workflows: readonly Workflow[] = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return { file: name.replace(/\.yml$/, ''), text, ...(parse(text) as Omit<Workflow, 'file' | 'text'>) };
});

/** @param file without `.yml` */
export function workflow(file: string): Workflow {
  const found = workflows.find((each) => each.file === file);
  if (found === undefined) throw new Error(`there is no workflow ${file}`);
  return found;
}

const actionsFolder = join(projectRoot, '.github', 'actions');

/** The actions of our own that the jobs share, by name. */
export const actions: Readonly<Record<string, { readonly text: string; readonly steps: readonly Step[] }>> =
  Object.fromEntries(
    readdirSync(actionsFolder).map((name) => {
      const text = readFileSync(join(actionsFolder, name, 'action.yml'), 'utf8');
      const { runs } = parse(text) as { readonly runs: { readonly steps: readonly Step[] } };
      return [name, { text, steps: runs.steps }];
    }),
  );

/** Every job, with the names of its workflow and its own. */
export const jobs: readonly [string, Job, Workflow][] = workflows.flatMap((each) =>
  Object.entries(each.jobs).map(([name, job]): [string, Job, Workflow] => [
    `${each.file}.${name}`,
    job,
    each,
  ]),
);

export const stepsOf = ({ steps = [] }: Job): readonly Step[] => steps;

/** The steps that use an action, such as `actions/checkout`. */
export const using = (job: Job, action: string): Step[] =>
  stepsOf(job).filter(({ uses }) => uses?.startsWith(`${action}@`) === true);
