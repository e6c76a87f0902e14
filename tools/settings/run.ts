import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project';
import { settingsPage } from './page';

/** Writes `docs/generated/settings.md`: every setting of an environment. */
export function writeSettingsPage(): Promise<number> {
  writeFileSync(join(projectRoot, 'docs', 'generated', 'settings.md'), settingsPage());
  console.log('Wrote docs/generated/settings.md.');
  return Promise.resolve(0);
}
