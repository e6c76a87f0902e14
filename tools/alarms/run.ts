import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStacks } from '../deploy/graph';
import { synthesize } from '../session/synthesize';
import { projectRoot } from '../support/project';
import { alarmsPage, Stacks } from './page';

/** Synthesizes, and writes `docs/alarms.md`: every alarm and event that mails the operators. */
export async function writeAlarmsPage(): Promise<number> {
  const outDir = join(projectRoot, '.cache', 'alarms');
  await synthesize(outDir, { isNewAccount: true });
  const stacks = Object.fromEntries(
    readStacks(outDir).map(({ name, directory }) => [
      name,
      JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as Stacks[string],
    ]),
  );
  writeFileSync(join(projectRoot, 'docs', 'alarms.md'), alarmsPage(stacks));
  console.log('Wrote docs/alarms.md.');
  return 0;
}
