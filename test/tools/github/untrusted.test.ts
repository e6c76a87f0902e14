import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlRenderer, Parser } from 'commonmark';
import { quoteUntrusted } from '../../../tools/github/untrusted';
import { projectRoot } from '../../../tools/support/project';

const REPORT = readFileSync(join(projectRoot, 'test/tools/plan/fixtures/report.md.golden'), 'utf8');

/** What a browser makes elements of that end with what they stand in; it takes the others up again behind it. */
const BLOCKS = 'blockquote details summary p ul ol li pre h1 h2 h3 h4 h5 h6'.split(' ');

interface Shown {
  /** The text in the first quotation. */
  readonly quoted: string;
  /** The text everywhere else. */
  readonly outside: string;
  /** Every element that something of the quotation became, and every end of none. */
  readonly elements: readonly string[];
  /** Of those, the ones that reach beyond it. */
  readonly left: readonly string[];
}

/**
 * A comment as a browser has it: one section with the report, and one behind it.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody an end tag ends what is open within its element
 */
function show(report: string): Shown {
  const html = new HtmlRenderer().render(
    new Parser().parse(`## Ours\n\n${quoteUntrusted(report)}\n\n## Behind\n\nText behind.\n`),
  );
  const open: string[] = [];
  const elements: string[] = [];
  const text = { quoted: '', outside: '' };
  let left: string[] | undefined;
  for (const [piece, isEnd, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+|</gi)) {
    const tag = name.toLowerCase();
    if (tag === '') text[open.includes('blockquote') ? 'quoted' : 'outside'] += piece;
    else if (isEnd === '') {
      if (open.includes('blockquote')) elements.push(piece);
      if (!/^<(?:img|hr|br)/i.test(piece)) open.push(tag);
    } else if (!open.includes(tag)) {
      elements.push(piece);
    } else {
      const ended = open.splice(open.lastIndexOf(tag));
      open.push(...ended.filter((each) => !BLOCKS.includes(each) && each !== tag));
    }
    if (tag === 'blockquote' && isEnd !== '' && !open.includes(tag))
      left ??= open.filter((each) => each !== 'p');
  }
  return { ...text, elements, left: left ?? [] };
}

const OUTSIDE = /^\s*Ours\s+Behind\s+Text behind\.\s*$/;
const HARMLESS =
  /^<(?:p|ul|ol(?: start="\d+")?|li|pre|code(?: class="language-[^"]*")?|strong|em|h[1-6]|hr|blockquote)(?: \/)?>$/;

test.each([
  ['the end of the quotation', 'x\n\n</blockquote>\n\n## Plan of prod\n\n**No changes**'],
  ['the end of the quotation, on one line', 'x </blockquote> ## Plan of prod'],
  ['another quotation that ends it', '<blockquote></blockquote></blockquote>\n\nmore'],
  ['a link that is left open', '<code><a href="//evil.example">\n\ntext'],
  ['code that is left open', '<code>text'],
  ['code whose end is the address of a link', '<details><summary><code>[x](</code>)'],
  ['the ends of what is not open', '</details></summary></code></p></div></article>'],
  ['ends of their own lines', 'x\n\n</details>\n\n</details>\n\ny'],
  ['a fold without an end', 'x\n\n<details><summary><code>dev</code>: 1 to add</summary>\n\nhidden'],
  [
    'a fold that is not ours',
    '<details open><summary><img src="//evil.example"></summary>\n\nx\n\n</details>',
  ],
  ['a fold with a link', '\n\n<details><summary><code>a</code>: <a href=x></summary>\n\nx\n\n</details>'],
  ['pictures', '![x](//evil.example/x.png) <img src="//evil.example/x.png"> ![x][y]\n\n[y]: //evil.example'],
  [
    'links',
    '[x](//evil.example) [y](/o/r/issues/1) [z] <https://evil.example>\n\n[z]: /o/r\n[a\nb]: //evil.example',
  ],
  ['scripts and comments', '<script>\n\n<!-- x\n\n<?x\n\n<![CDATA[x\n\n<style>'],
  ['upper case', '</BLOCKQUOTE><A HREF=x>'],
  ['a tag over two lines', '<a\nhref="//evil.example"\n>x'],
  ['code that goes on', '```\n\n</blockquote>\n\n~~~'],
  ['odd backticks', '`` ` ``` </blockquote> `'],
  ['lists', '- x\n\n      </blockquote>\n1. y\n   > z\n   </blockquote>'],
])('nothing gets out of the quotation: %s', (_, report) => {
  const { outside, elements, left } = show(report);
  expect(outside).toMatch(OUTSIDE);
  expect(left).toEqual([]);
  expect(elements.filter((each) => !HARMLESS.test(each))).toEqual([]);
});

test('a fold that ends in a code block ends with the quotation', () => {
  const { outside, left } = show(
    'x\n\n<details><summary><code>dev</code>: 1 to add</summary>\n\n```\n\n</details>\n\n```',
  );
  expect({ outside, left }).toEqual({ outside: expect.stringMatching(OUTSIDE) as string, left: [] });
});

// What GitHub does and plain Markdown does not.
test.each([
  [
    'a mention by an entity without its end, in HTML',
    '&#64octocat &#x40octocat &commatoctocat',
    /&(?!amp;)|&amp;[#\w]|#\d/,
  ],
  ['a reference by a number that is no entity', 'a&#1 &#1', /#\d/],
  [
    'a reference in another case, emphasized, or behind a backslash',
    'gh-1 _GH-2_ GH\\-3 \\#4 #5',
    /gh-\d|#\d/i,
  ],
  ['a mention behind a backslash', '\\@octocat @octocat', /@\w/],
  [
    'an address',
    'https://x.org https&#58//x.org http:\\/\\/x.org _www.x.org_ www\\.x.org',
    /:\/\/|www\.|&amp;#/,
  ],
  ['a footnote', 'x[^a]\n\n[^a]: stands at the end', /\[\^/],
  ['a box in place of a quotation', '[!CAUTION]\nx', /\[!/],
  ['a drawing', '```mermaid\nx\n```\n\n~~~ Math\nx\n~~~', /language-(?:mermaid|math)/i],
])('GitHub makes nothing of %s', (_, report, made) => {
  const { quoted, elements } = show(report);
  expect(quoted).not.toMatch(made);
  expect(elements.join(' ')).not.toMatch(made);
});

test('a real report reads as it was: its folds fold, and no word is missing', () => {
  const { quoted, outside, elements, left } = show(REPORT);
  expect(outside).toMatch(OUTSIDE);
  expect(left).toEqual([]);
  const folds = REPORT.match(/^<details><summary>.*$/gm) ?? [];
  expect(folds.length).toBeGreaterThan(1);
  expect(elements.filter((each) => each === '<details>')).toHaveLength(folds.length);
  expect(elements.filter((each) => each === '<summary>')).toHaveLength(folds.length);
  const others = elements.filter((each) => !/^<(?:details|summary)>$/.test(each));
  expect(others.filter((each) => !HARMLESS.test(each))).toEqual([]);
  // Of what is left as it was every line is there.
  const seen = quoted.replaceAll('\u200b', '').replaceAll('&quot;', '"');
  for (const line of REPORT.match(/^[+~-] [\w.]+: "[\w ]*"$/gm) ?? []) expect(seen).toContain(line);
  expect(quoteUntrusted(REPORT).replaceAll('\u200b', '').replace(/^> ?/gm, '')).toBe(REPORT.trim());
});
