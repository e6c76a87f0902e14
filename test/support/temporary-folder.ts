import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from './clean-up';

/** A new folder outside the project that goes when the tests of the file are through. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `petclinic-${purpose}-`));
  cleanUp(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
