import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortPath } from '../support/short-path';
import { alone, PlanCommand } from '../plan/command-line';
import { Planned } from '../plan/planned';
import { ToolError } from '../support/project';
import { decrypt } from './age';
import { unpack } from './archive';
import { inWords } from './in-words';

/**
 * Puts the plans of a sealed file into a folder that has none, closed to others.
 *
 * @returns the names of the files
 * @throws ToolError, with the folder as it was, when the file cannot be opened or is of another environment
 */
export async function unseal(command: PlanCommand, identity: string, file: string): Promise<string[]> {
  if (!existsSync(file)) throw new ToolError(`There is no file ${file}.`);
  const sealed = inWords(file, 'read', () => readFileSync(file));
  const files = await unpack(await decrypt(sealed, identity, file), file);
  const record = files.get('planned.json');
  if (record === undefined)
    throw new ToolError(`${file} holds no planned.json: it is not what \`npm run seal\` makes.`);
  const planned = parse(record.toString());
  if (planned?.format !== 1 || !Array.isArray(planned.stacks)) {
    throw new ToolError(
      `${file} holds a planned.json that cannot be read: it is broken or of another version. Plan again, and seal that.`,
    );
  }
  if (planned.environment !== command.environment) {
    throw new ToolError(
      `${file} has the plans of ${String(planned.environment)}, not of ${command.environment}.`,
    );
  }
  return alone(command, () => {
    const present = readdirSync(command.folder).filter(
      (name) => files.has(name) || /\.tfplan$|^planned\.json$/.test(name),
    );
    if (present.length > 0) {
      throw new ToolError(
        `${shortPath(command.folder)} has plans already (${present.join(', ')}): remove them, or name another folder with --plans.`,
      );
    }
    // Without planned.json nothing is applied, so it comes last.
    const names = [...files.keys()].sort(
      (a, b) => Number(a === 'planned.json') - Number(b === 'planned.json'),
    );
    for (const name of names) {
      writeFileSync(join(command.folder, name), files.get(name) ?? '', { mode: 0o600, flag: 'wx' });
    }
    return Promise.resolve(names);
  });
}

function parse(text: string): Partial<Planned> | null {
  try {
    return JSON.parse(text) as Partial<Planned> | null;
  } catch {
    return null;
  }
}
