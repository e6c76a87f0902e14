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
import { fullDiskBehind } from '../support/full-disk';
import { ToolError } from '../support/project';
import { ExportRecord, Files, RECORD } from './files';

/**
 * Checks that an export may be written to `folder`: it is new, or holds nothing but an earlier export. Terraform's
 * data folders (`.terraform`) do not count: `terraform init` makes them anew.
 *
 * @throws ToolError that says what is in the way
 */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new ToolError(`${folder} is a file: name a folder for the export.`);
  const exported = recordedFiles(folder);
  const foreign = filesBelow(folder).filter((path) => !exported.includes(path));
  if (foreign.length === 0) return;
  const more = foreign.length > 5 ? `, ${foreign.length - 5} more` : '';
  throw new ToolError(
    `${folder} holds what no export wrote (${foreign.slice(0, 5).join(', ')}${more}), and an export replaces the whole folder: move that away, or name another folder.`,
  );
}

/** Paths of everything in `folder` that is no folder, with slashes. */
function filesBelow(folder: string, directory = folder): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (!entry.isDirectory()) return [relative(folder, path).split(sep).join('/')];
      return entry.name.startsWith('.terraform') ? [] : filesBelow(folder, path);
    })
    .sort();
}

/** The files of the export in `folder`; none when it holds no export. */
function recordedFiles(folder: string): string[] {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as ExportRecord;
    return [RECORD, ...Object.keys(files)];
  } catch {
    return [];
  }
}

/**
 * Writes `files` to `folder` as a whole: when that fails, what was there is there still.
 *
 * @returns whether they took the place of an earlier export
 * @throws ToolError as `checkFolder` does, and when the disk does not let it
 */
export function writeFolder(folder: string, files: Files): boolean {
  checkFolder(folder);
  const target = existsSync(folder) ? realpathSync(folder) : folder;
  const isReplaced = existsSync(join(target, RECORD));
  let workplace: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    // Beside the target, so that it can take its place by being renamed.
    workplace = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    const made = join(workplace, 'new');
    for (const [path, content] of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), content);
    }
    exchange(target, made, join(workplace, 'old'));
    return isReplaced;
  } catch (error) {
    const reason = fullDiskBehind(error) ?? `${(error as Error).message}.`;
    throw new ToolError(`${folder} cannot be written, and is as it was: ${reason}`);
  } finally {
    // What could not be put back must not go.
    if (workplace !== undefined && (!existsSync(join(workplace, 'old')) || existsSync(target))) {
      rmSync(workplace, { recursive: true, force: true });
    }
  }
}

/** Puts `made` in the place of `target`, which goes to `aside` if there is one. */
function exchange(target: string, made: string, aside: string): void {
  const isThere = existsSync(target);
  if (isThere) renameSync(target, aside);
  try {
    renameSync(made, target);
  } catch (error) {
    if (isThere) renameSync(aside, target);
    throw error;
  }
}
