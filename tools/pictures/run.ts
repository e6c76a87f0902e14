import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { projectRoot, ToolError } from '../support/project';

const FOLDER = join(projectRoot, 'docs', 'pictures');

export interface PicturesOptions {
  /** File with the output of an `npm start`. */
  readonly log: string;
  readonly home: string;
}

/**
 * Takes the pictures of README: the end of an `npm start`, and the page of the emulator that it started.
 *
 * @throws ToolError for a file that holds no such output, and where no page answers
 */
export async function takePictures({ log, home }: PicturesOptions): Promise<number> {
  if (statSync(log, { throwIfNoEntry: false })?.isFile() !== true)
    throw new ToolError(`There is no file ${log}.`);
  const end = endOf(readFileSync(log, 'utf8'));
  const url = pageOf(home);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await openBrowser();
  try {
    await pictureText(browser, end, join(FOLDER, 'start.png'));
    await picturePage(browser, url, join(FOLDER, 'page.png'));
  } finally {
    await browser.close();
  }
  console.log('Took docs/pictures/start.png and docs/pictures/page.png.');
  return 0;
}

/** Address of the page of an emulator that runs. */
function pageOf(home: string): string {
  try {
    const { port } = JSON.parse(readFileSync(join(home, 'traffic.json'), 'utf8')) as { port: number };
    return `http://127.0.0.1:${String(port)}/`;
  } catch {
    throw new ToolError(`No emulator runs in ${home}: npm start starts one.`);
  }
}

/** Part of the output from the table of stacks to the outputs, and what follows these. */
function endOf(output: string): string {
  const lines = output.trimEnd().split('\n');
  const first = lines.findLastIndex((line) => /^Stack\s+Resources/.test(line));
  if (first < 0) throw new ToolError('The file holds no table of stacks, with which npm start ends.');
  const end = lines.slice(first);
  const outputs = end.indexOf('Outputs');
  if (outputs < 0) return end.join('\n');
  return [...end.slice(0, outputs + 1), '…', ...end.slice(end.indexOf('', outputs))].join('\n');
}

async function pictureText(browser: Browser, text: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 400 } });
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const style = 'margin:0;padding:16px;background:#0d1117;color:#e6edf3;font:13px/1.4 monospace';
  await page.setContent(`<body style="margin:0"><pre style="${style}">${escaped}</pre></body>`);
  await page.locator('pre').screenshot({ path });
}

async function picturePage(browser: Browser, url: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 780 }, reducedMotion: 'reduce' });
  await page.goto(url).catch(() => {
    throw new ToolError(`No page answers at ${url}.`);
  });
  await page.locator('#picture svg').waitFor();
  await page.locator('#owners tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/^Status \d+/).waitFor();
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('log').getByText('Assistant:').waitFor();
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path });
}
