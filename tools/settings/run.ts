import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project';
import { Setting, settings } from './settings';

/** Writes `docs/generated/settings.md`: every setting of an environment. */
export function writeSettingsPage(): Promise<number> {
  writeFileSync(join(projectRoot, 'docs', 'generated', 'settings.md'), settingsPage());
  console.log('Wrote docs/generated/settings.md.');
  return Promise.resolve(0);
}

/** The page on all settings, in Markdown. */
export function settingsPage(all: readonly Setting[] = settings()): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    '# Settings of an environment',
    '',
    '`npm run settings` writes this page from `src/config/schema.ts`. `<key>` is a key of your own, or the name of a service. Costs name the prices of `tools/bill/prices.ts`, in US dollars; where there is none, a setting by itself costs nothing. Assumptions of `usage` change estimates alone.',
    '',
    row(['Setting', 'Default', 'Allowed', 'Effect', 'Costs']),
    row(['---', '---', '---', '---', '---']),
    ...all.map(({ path, usual, allowed, effect, cost }) =>
      row([`\`${path}\``, usual, allowed, effect, cost]),
    ),
    '',
  ].join('\n');
}
