import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { ToolError } from '../support/project';
import { ExportRecord, Files, RECORD } from './files';

/** Some of a list that may be long, for a sentence. */
const some = (names: readonly string[]): string =>
  [...names.slice(0, 5), ...(names.length > 5 ? [`${names.length - 5} more`] : [])].join(', ');

/**
 * Sees that an export may be written to `folder`: it does not exist, is empty, or holds an earlier export and nothing else.
 * Terraform's data folders there (`.terraform`) do not count: `terraform init` makes them anew.
 *
 * @throws ToolError that says what is in the way
 */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new ToolError(`${folder} is a file: name a folder for the export.`);
  }
  const record = readRecord(folder);
  if (record === undefined) {
    const found = readdirSync(folder).sort();
    if (found.length === 0) return;
    throw new ToolError(
      `${folder} holds something that is no export (${some(found)}): name a folder that is empty or does not exist yet.`,
    );
  }
  const foreign = filesIn(folder).filter((path) => path !== RECORD && !Object.hasOwn(record.files, path));
  if (foreign.length > 0) {
    throw new ToolError(
      `${folder} holds an export, and files that no export wrote: ${some(foreign)}. ` +
        'A new export replaces the whole folder: move them away, or name another folder.',
    );
  }
}

/** Paths of everything in `folder` that is no folder, with slashes. */
function filesIn(folder: string): string[] {
  const walk = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (!entry.isDirectory()) return [relative(folder, path).split(sep).join('/')];
      return entry.name.startsWith('.terraform') ? [] : walk(path);
    });
  return walk(folder).sort();
}

function readRecord(folder: string): ExportRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Partial<ExportRecord> | null;
    return record?.files instanceof Object ? (record as ExportRecord) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes `files` to `folder`, as a whole: when that fails, what was there is there still.
 *
 * @returns whether they took the place of an earlier export
 * @throws ToolError as `checkFolder` does, and when the disk does not let it
 */
export function writeFolder(folder: string, files: Files): boolean {
  checkFolder(folder);
  const target = existsSync(folder) ? realpathSync(folder) : folder;
  const replaced = existsSync(join(target, RECORD));
  const workplace = makeWorkplace(target);
  const [made, aside] = [join(workplace, 'new'), join(workplace, 'old')];
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), content);
    }
    exchange(target, made, aside);
    return replaced;
  } catch (error) {
    throw notWritten(folder, error);
  } finally {
    // What could not be put back must not go.
    if (!existsSync(aside) || existsSync(target)) rmSync(workplace, { recursive: true, force: true });
  }
}

/** A folder beside `target`, so that what is made there can take its place by being renamed. */
function makeWorkplace(target: string): string {
  try {
    mkdirSync(dirname(target), { recursive: true });
    return mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  } catch (error) {
    throw notWritten(target, error);
  }
}

/** What to tell of a failure: one of the disk is not ours. */
function notWritten(folder: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined
    ? error
    : new ToolError(`${folder} cannot be written, and is as it was: ${message}.`);
}

/** Puts `made` in the place of `target`, which goes to `aside` if there is one. */
function exchange(target: string, made: string, aside: string): void {
  const isReplaced = existsSync(target);
  if (isReplaced) renameSync(target, aside);
  try {
    renameSync(made, target);
  } catch (error) {
    if (isReplaced) renameSync(aside, target);
    throw error;
  }
}
