import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../src/config/load';
import { projectRoot } from '../support/project';
import { Setting, settings } from './settings';
import { workflowsWith } from './workflows';

/** Writes every setting of an environment into a page, and the environments into the workflows. */
export function writeSettings(): Promise<number> {
  const files = settingsFiles();
  for (const [path, text] of Object.entries(files)) writeFileSync(join(projectRoot, path), text);
  console.log(`Wrote ${Object.keys(files).join(', ')}.`);
  return Promise.resolve(0);
}

/** Files that derive from the configuration, by path. */
export const settingsFiles = (): Record<string, string> => ({
  'docs/generated/settings.md': settingsPage(settings()),
  ...workflowsWith(loadEnvironments()),
});

/** The page on all settings, in Markdown. */
function settingsPage(all: readonly Setting[]): string {
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
