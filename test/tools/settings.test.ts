import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsFiles } from '../../tools/settings/run';
import { settings } from '../../tools/settings/settings';
import { PROJECT_ROOT } from '../support/synthesis';

test.each(Object.entries(settingsFiles()))('%s is fresh: `npm run settings` makes it anew', (path, text) => {
  expect(readFileSync(join(PROJECT_ROOT, path), 'utf8')).toBe(text);
});

test('every setting has a docstring, and its default, allowed values and costs', () => {
  const all = settings();
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
