import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NamedRule, Rule } from './rule';

const FOLDER = join(__dirname, 'rules');

/** Every rule of `rules/<area>/`, by name, which is its file's. */
export const rules: readonly NamedRule[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({
    name: basename(file, '.ts'),
    ...jest.requireActual<{ rule: Rule }>(join(FOLDER, file)).rule,
  }))
  .sort((one, other) => one.name.localeCompare(other.name));
