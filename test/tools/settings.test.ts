import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsPage } from '../../tools/settings/run';
import { settings } from '../../tools/settings/settings';
import { PROJECT_ROOT } from '../support/synthesis';

const all = settings();

test('docs/generated/settings.md is fresh: `npm run settings` makes it anew', () => {
  expect(readFileSync(join(PROJECT_ROOT, 'docs/generated/settings.md'), 'utf8')).toBe(settingsPage(all));
});

test('every setting has a docstring, and its default, allowed values and costs', () => {
  expect(all.filter(({ effect }) => effect === '').map(({ path }) => path)).toEqual([]);
  const found = new Map(all.map((setting) => [setting.path, setting]));
  expect(found.get('alarms.failures')).toMatchObject({
    usual: '`3`',
    allowed: 'a whole number from 1 to 20',
  });
  expect(found.get('account')).toMatchObject({ usual: 'whichever the credentials belong to' });
  expect(found.get('database.minAcu')?.cost).toContain('`acu-hour` ($0.12)');
  expect(found.get('network.zones.<key>.app')).toMatchObject({ usual: 'required' });
});
