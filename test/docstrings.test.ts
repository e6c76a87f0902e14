import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../tools/support/project';

const FOLDERS = ['src', 'tools', 'lambdas', 'stand-ins', 'test'];
const OPENING = { ts: /\/\*\*[\s*]*(\w+)/g, py: /^\s*"""\s*(\w+)/gm };
/** First words that leave open what is described: a docstring opens with a noun or a third-person verb. */
const OPEN_WORDS = [
  ...['What', 'Who', 'Whose', 'Those', 'So', 'Of', 'Such', 'How', 'Which', 'That'],
  ...['As', 'At', 'By', 'For', 'In', 'Not', 'When', 'Where', 'Why', 'With', 'Without'],
  ...['It', 'Its', 'Their', 'They', 'Whatever', 'Whether', 'Whoever', 'Everyone', 'Everything', 'Nobody'],
  ...['Nothing', 'None', 'Somebody', 'Something', 'Somewhere', 'Elsewhere', 'Either', 'Another', 'Both'],
  ...['About', 'After', 'Also', 'Before', 'Below', 'Between', 'Only', 'Once', 'Some', 'Until', 'Undefined'],
];

const firstWordsIn = (source: string, language: keyof typeof OPENING): string[] =>
  [...source.matchAll(OPENING[language])].map(([, word = '']) => word);

test('no docstring opens with a word that leaves open what it describes', () => {
  const docstrings = FOLDERS.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).flatMap((name) => {
      const path = join(folder, name);
      const [, extension = ''] = /\.(ts|mjs|cjs|js|py)$/.exec(name) ?? [];
      if (extension === '') return [];
      const words = firstWordsIn(
        readFileSync(join(projectRoot, path), 'utf8'),
        extension === 'py' ? 'py' : 'ts',
      );
      return words.map((word) => ({ path, word }));
    }),
  );
  expect(docstrings.length).toBeGreaterThan(1000);
  expect(docstrings.filter(({ word }) => OPEN_WORDS.includes(word))).toEqual([]);
});

test('first words are found in both languages, on either line', () => {
  expect(firstWordsIn('/** Name of it. */\n/**\n * Owner of it.\n */', 'ts')).toEqual(['Name', 'Owner']);
  expect(firstWordsIn('"""Name of it."""\nx: int\n    """Size in MiB."""\n', 'py')).toEqual(['Name', 'Size']);
});
