import { loadEnvironments } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import { loadRepository, repository } from '../../src/config/repository';
import { dev, prod, services } from '../support/sample-estate';
import { ABSENT, changed } from './configuration';

const LONG = 'x'.repeat(5000);
/** Values of every shape, most of which are wrong anywhere. */
const VALUES: readonly unknown[] = [
  ...[ABSENT, undefined, null, true, false, -1, 0, 0.5, 1e9, NaN, Infinity, 10n],
  ...['', 'x', LONG, 'a\u0000b\u202ec\nd', '10.0.0.0/33', '10.0.0.1/16', ' 10.0.0.0/16', 'latest'],
  ...[
    [],
    {},
    ['x'],
    [null],
    [[]],
    ['x', 'x'],
    { a: 1 },
    { a: { b: 1 } },
    { [LONG]: 1 },
    { 'a\n\u202eb': {} },
  ],
];

const full = {
  ...prod,
  account: '111111111111',
  backend: { type: 'cloud', organization: 'clinic', project: 'prod' },
  network: {
    ...prod.network,
    natGateways: 'shared',
    interfaceEndpoints: ['ssm', 'secretsmanager', 'kms', 'sts'],
  },
  database: { ...prod.database, passwordTurns: { vets: 2 } },
  usage: { requests: 5000 },
};
const account = { tags: { team: 'clinic' }, rolePath: '/petclinic/', archiveDays: 400 };

const vets = { ...services[1] };

/** Every path in a configuration. */
function pathsIn(value: unknown, above = ''): string[] {
  if (typeof value !== 'object' || value === null) return [above];
  const below = Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, `${above}.${key}`));
  return above === '' ? below : [above, ...below];
}

/** The whole message that loading ends with; undefined when it is taken. */
function messageOf(load: () => unknown): string | undefined {
  try {
    load();
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

const FORM = /^ {2}(?<path>.*?): (.+); allowed: .+$/;

test.each<[string, object, (whole: unknown) => unknown]>([
  ['an environment', full, (whole) => loadEnvironments([{ ...dev, account: full.account }, whole], services)],
  ['a service', vets, (whole) => loadEnvironments([dev, prod], services.with(1, whole as never))],
  ['an account', account, (whole) => loadEnvironments([full], services, {}, { [full.account]: whole })],
  ['the repository', { ...repository, ids: { owner: '1', repository: '2' } }, loadRepository],
])('whatever is wrong in %s is told in lines that anyone can read', (_, good, load) => {
  expect(messageOf(() => load(good))).toBeUndefined();
  let refusals = 0;
  for (const [place, path] of pathsIn(good)
    .map((each) => each.slice(1))
    .entries()) {
    // A quarter of the values at each place, another one at the next.
    for (const value of VALUES.filter((_, index) => index % 4 === place % 4)) {
      const message = messageOf(() => load(changed(good, { [path]: value })));
      if (message === undefined) continue;
      refusals += 1;
      const [, ...lines] = message.split('\n');
      const faults = lines.filter(
        (line) =>
          !FORM.test(line) || line.length > 800 || /\p{C}|Invalid |expected |received /u.test(line.slice(2)),
      );
      // Rules that compare values can find several things at a place, such as each endpoint that a list lacks.
      const malformed = lines.filter((line) => /is not allowed|is missing|is not a /.test(line));
      const paths = malformed.map((line) => FORM.exec(line)?.groups?.['path'] ?? line);
      const twice = paths.filter((each, index) => paths.indexOf(each) !== index);
      expect({ path, value, faults, twice }).toEqual({ path, value, faults: [], twice: [] });
    }
  }
  expect(refusals).toBeGreaterThan(10);
});
