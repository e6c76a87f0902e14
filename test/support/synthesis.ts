import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readBackendFile } from '../../src/config/backend-file';
import { loadRepository } from '../../src/config/repository';
import type { PetclinicProps } from '../../src/stacks/petclinic';
import { sampleEnvironments } from './sample-estate';
import type * as anew from './synthesize-anew';

export const PROJECT_ROOT = join(__dirname, '../..');

/** Input of the sample estate's synthesis, with what `changes` sets otherwise. */
export const sampleProps = (changes: Partial<PetclinicProps> = {}): PetclinicProps => ({
  environments: sampleEnvironments(),
  stateBucket: readBackendFile(join(PROJECT_ROOT, 'backend.tf.json')),
  stateBackendOwnState: 'local',
  repository: loadRepository(),
  ...changes,
});

/**
 * The sample estate as `main.ts` synthesizes the live one, with what `changes` sets otherwise: once for all test files of
 * a run, since the same input gives the same bytes.
 *
 * @returns the output folder, for reading alone: `manifest.json` and `stacks/<name>/cdk.tf.json`
 */
export function synthesize(changes: Partial<PetclinicProps> = {}): string {
  const props = sampleProps(changes);
  const { SYNTHESES = '' } = process.env;
  const folder = join(SYNTHESES, createHash('sha256').update(JSON.stringify(props)).digest('hex'));
  if (existsSync(folder)) return folder;
  // Constructs and cdktf take most of a second to load, so only where something is synthesized.
  const { synthesizeAnew } = jest.requireActual<typeof anew>('./synthesize-anew');
  const own = mkdtempSync(join(SYNTHESES, 'new-'));
  synthesizeAnew(props, own);
  try {
    renameSync(own, folder);
    return folder;
  } catch {
    // Another test file was as quick.
    return own;
  }
}
