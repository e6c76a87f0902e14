import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../tools/support/project';

type Imports = ReadonlyMap<string, readonly string[]>;

const FOLDERS = ['src', 'stand-ins', 'test', 'tools'];

/** Every TypeScript file of the project with the files of the project that it imports, their types included. */
function importsOfProject(): Imports {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(projectRoot, file), 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(join(projectRoot, file)), fileName))
    .flatMap((path) => [`${path}.ts`, join(path, 'index.ts')].filter(existsSync))
    .map((path) => relative(projectRoot, path));

/** The first circle among the imports, as the files on it in their order; empty when there is none. */
function circleIn(imports: Imports): string[] {
  const done = new Set<string>();
  const circleFrom = (file: string, above: readonly string[]): string[] => {
    if (above.includes(file)) return above.slice(above.indexOf(file));
    if (done.has(file)) return [];
    for (const imported of imports.get(file) ?? []) {
      const circle = circleFrom(imported, [...above, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = circleFrom(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

test('no file imports itself by way of others, not even its types', () => {
  const imports = importsOfProject();
  expect(imports.get('src/stacks/petclinic.ts')).toContain('src/config/schema.ts');
  expect(circleIn(imports)).toEqual([]);
});

test('a circle is found behind files that are on none', () => {
  const circle = { a: ['b', 'c'], b: ['d'], c: ['e'], d: [], e: ['d', 'f'], f: ['c'] };
  expect(circleIn(new Map(Object.entries(circle)))).toEqual(['c', 'e', 'f']);
});
