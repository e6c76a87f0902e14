import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from '../../../tools/deploy/graph';
import { temporaryFolder } from '../../support/temporary-folder';

/** Writes synthesized stacks into a folder of their own. */
export function stacksIn(
  contents: Readonly<Record<string, object>>,
  reads: Record<string, string[]> = {},
): Stack[] {
  const folder = temporaryFolder('stacks');
  return Object.entries(contents).map(([name, content]) => {
    const directory = join(folder, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify({ terraform: {}, ...content }));
    return { name, directory, dependencies: ['state-backend', ...(reads[name] ?? [])] };
  });
}
