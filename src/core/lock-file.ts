import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';

const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Copies the committed dependency lock file into every synthesized stack. Every way to run Terraform then gets the
 * very provider that was tested, and `cdktf deploy` needs no registry to lock it.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function lockProviders(app: App, projectRoot: string): void {
  for (const { workingDirectory } of Object.values(app.manifest.stacks)) {
    copyFileSync(join(projectRoot, LOCK_FILE), join(app.outdir, workingDirectory, LOCK_FILE));
  }
}
