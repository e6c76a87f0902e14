import { ConfigError } from '../../src/config/problem';
import { loadRepository, repository } from '../../src/config/repository';

const refusal = (raw: unknown): readonly string[] => {
  try {
    loadRepository(raw);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error(`${JSON.stringify(raw)} was taken`);
};

test('the project has a good one', () => {
  expect(loadRepository()).toEqual(repository);
});

test.each([
  { owner: 'Octo-Org', name: 'petclinic.aws_2', branch: 'release/1.2' },
  { ids: { owner: '123456', repository: '456789' } },
])('%j is taken', (changes) => {
  expect(loadRepository({ ...repository, ...changes })).toEqual({ ...repository, ...changes });
});

test.each<[object, string]>([
  [
    { owner: '*' },
    'repository.owner: "*" is not allowed; allowed: 1 to 39 letters, digits and inner hyphens',
  ],
  [{ owner: 'a/b' }, 'repository.owner: "a/b" is not allowed'],
  [{ name: 'petclinic:aws' }, 'repository.name: "petclinic:aws" is not allowed'],
  [{ name: '..' }, 'repository.name: ".." is not allowed'],
  [{ branch: undefined }, 'repository.branch: is missing; allowed: a branch such as main'],
  [{ branch: 'refs/heads/main' }, 'repository.branch: "refs/heads/main" is not allowed'],
  [{ branch: 'HEAD' }, 'repository.branch: "HEAD" is not allowed'],
  [{ branch: 'b'.repeat(151) }, 'of at most 150 characters'],
  [{ name: 'clinic.git' }, 'repository.name: "clinic.git" is not allowed'],
  [{ branch: '../main' }, 'repository.branch: "../main" is not allowed'],
  [{ ids: { owner: '12' } }, 'repository.ids.repository: is missing; allowed: the number of the repository'],
  [{ ids: { owner: 12, repository: '34' } }, 'repository.ids.owner: 12 is not allowed'],
  [{ url: 'x' }, 'repository.url: is not a known key; allowed: owner, name, branch, ids'],
])('%j is refused', (changes, problem) => {
  expect(refusal({ ...repository, ...changes })).toEqual([expect.stringContaining(problem)]);
});

test('every problem is told at once', () => {
  expect(refusal({ owner: '', name: '', branch: '' })).toHaveLength(3);
});
