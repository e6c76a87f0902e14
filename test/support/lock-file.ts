import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/support/project';

/**
 * The committed lock file without the provider's checksums. With them each of a run's hundreds of Terraform commands reads the
 * provider's 700 MB to hash it: half a second of processor time. The test of the export keeps them.
 */
export const uncheckedLockFile = (): string =>
  readFileSync(join(projectRoot, '.terraform.lock.hcl'), 'utf8').replace(/ *hashes = \[[^\]]*\]\n/, '');
