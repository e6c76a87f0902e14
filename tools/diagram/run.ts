import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStacks, stacksOf } from '../deploy/graph';
import { synthesize } from '../session/synthesize';
import { projectRoot } from '../support/project';
import { readConfiguration } from './configuration';
import { draw } from './draw';

/** Synthesizes, and draws the stacks of an environment to `docs/generated/<environment>.svg`. */
export async function diagram(environment: string): Promise<number> {
  const outDir = join(projectRoot, '.cache', 'diagram');
  await synthesize(outDir, { isNewAccount: true });
  stacksOf(environment, readStacks(outDir));
  const svg = await draw(readConfiguration(outDir, environment));
  const file = join(projectRoot, 'docs', 'generated', `${environment}.svg`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  console.log(`Drew docs/generated/${environment}.svg.`);
  return 0;
}
