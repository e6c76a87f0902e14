import { isNamePrefix } from '../../src/lib/name-prefix';
import { estateOf } from '../support/estate';
import { sampleProps } from '../support/synthesis';
import { synthesizeAnew } from '../support/synthesize-anew';
import { temporaryFolder } from '../support/temporary-folder';
import { rules } from './all-rules';
import { breaches } from './rule';

jest.mock('../../src/lib/name-prefix', () => ({
  ...jest.requireActual<object>('../../src/lib/name-prefix'),
  NAME_PREFIX: 'vets4us',
}));

// Not among what the test files share: it is made with another prefix.
const outDir = temporaryFolder('prefix');
synthesizeAnew(sampleProps(), outDir);
const estate = estateOf(outDir);

test('with another prefix every policy is kept, but for what the live estate excepts', () => {
  const found = rules.flatMap((rule) => breaches(estate, rule).map(({ rule: name }) => name));
  expect(found.filter((name) => name !== 'secret-value-is-not-in-state')).toEqual([]);
});

test('with another prefix no name has the usual one', () => {
  // The database, its administrator, the services' zone, the sample's domain, the state bucket and the repository are no such names.
  const others =
    /petclinic\.local|petclinic[.-]example[.-]com|petclinic-(aws|terraform)[\w-]*|"petclinic"|\/petclinic(\?|")/g;
  const strays = Object.entries(estate.stacks).flatMap(([stack, configuration]) => {
    const text = JSON.stringify(configuration).replace(others, '');
    return (text.match(/[^",]{0,40}petclinic[^",]{0,20}/g) ?? []).map((stray) => `${stack}: ${stray}`);
  });
  expect(strays).toEqual([]);
});

test.each(['petclinic', 'ab', 'abcdefghij'])('%s can be the prefix', (text) => {
  expect(isNamePrefix(text)).toBe(true);
});

test.each(['a', 'abcdefghijk', '1ab', 'pet-clinic', 'Pet', 'awsome', 'ssmx', 'internal', 'sg'])(
  '%s cannot',
  (text) => {
    expect(isNamePrefix(text)).toBe(false);
  },
);
