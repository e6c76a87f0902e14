import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { currentStacks } from '../session/current-stacks';
import { reachIn } from '../reach/folder';
import { projectRoot } from '../support/project';
import { networkPicture } from './network-picture';
import { requestPicture } from './request-picture';

/**
 * Draws the requests of an environment to `docs/generated/<environment>.svg`, or its network to
 * `docs/generated/<environment>-network.svg`.
 */
export async function diagram(environment: string, isNetwork: boolean): Promise<number> {
  const reach = reachIn(await currentStacks(), environment);
  const name = isNetwork ? `${environment}-network.svg` : `${environment}.svg`;
  const file = join(projectRoot, 'docs', 'generated', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, isNetwork ? networkPicture(reach) : requestPicture(reach));
  console.log(`Drew docs/generated/${name}.`);
  return 0;
}
