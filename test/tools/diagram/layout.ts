import { join } from 'node:path';
import { Browser } from 'playwright-core';

/** Faults of a picture as Chromium lays it out: texts that overlap something, cross a line or are cut. */
export async function layoutFaults(browser: Browser, svg: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1400 } });
  try {
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    await page.addScriptTag({ path: join(__dirname, 'layout-faults.js') });
    return await page.evaluate<string[]>('layoutFaults()');
  } finally {
    await page.close();
  }
}
