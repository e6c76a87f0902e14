import { CHECKED_ON_EVERYTHING, KNOWING_NO_RESOURCE } from './actions-without-resource';
import { askPython } from './python';

interface Known {
  readonly namesResource: boolean;
}

test('AWS’s tables name no resource for the actions that may stand on `*`', () => {
  const actions = [...KNOWING_NO_RESOURCE, ...CHECKED_ON_EVERYTHING];
  const known = askPython('known_actions.py', actions) as Record<string, Known>;
  expect(KNOWING_NO_RESOURCE.filter((action) => known[action]?.namesResource !== false)).toEqual([]);
  expect(CHECKED_ON_EVERYTHING.filter((action) => known[action]?.namesResource !== true)).toEqual([]);
});
