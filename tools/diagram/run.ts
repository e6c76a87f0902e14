import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { currentStacks } from '../reach/current';
import { reachIn } from '../reach/folder';
import { projectRoot } from '../support/project';
import { requestPicture } from './request-picture';

/** Draws the requests of an environment to `docs/generated/<environment>.svg`. */
export async function diagram(environment: string): Promise<number> {
  const svg = requestPicture(reachIn(await currentStacks(), environment));
  const file = join(projectRoot, 'docs', 'generated', `${environment}.svg`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  console.log(`Drew docs/generated/${environment}.svg.`);
  return 0;
}
