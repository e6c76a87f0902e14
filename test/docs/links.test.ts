import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorsIn } from '../policies/support/anchors';
import { PROJECT_ROOT } from '../support/synthesis';

const docs = readdirSync(join(PROJECT_ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = ['README.md', ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
const read = (page: string): string => readFileSync(join(PROJECT_ROOT, page), 'utf8');

/** Links of a page into the repository that lead to no file, or to no section of a page. */
const broken = (page: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(PROJECT_ROOT, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsIn(read(target)).has(anchor);
    });

test.each(pages)('%s links to files and sections that are there', (page) => {
  expect(broken(page, read(page))).toEqual([]);
});

test('each runbook leads to what comes before any command', () => {
  const runbooks = pages.filter((page) => /^docs\/runbooks\/(?!before)/.test(page));
  expect(runbooks.filter((page) => !read(page).includes('](before.md)'))).toEqual([]);
});

test('a link to no file or no section is found', () => {
  const text = '[a](nowhere.md) [b](before.md#nowhere) [c](before.md#on-the-machine) [d](#nothing)';
  expect(broken('docs/runbooks/plan.md', text)).toEqual(['nowhere.md', 'before.md#nowhere', '#nothing']);
});
