import { loadEnvironments } from '../../src/config/load';
import { currentStacks } from '../session/current-stacks';
import { reachIn } from '../reach/folder';
import { failuresOf, proofsOf } from '../reach/prove';
import { settingsOf } from '../session/settings';

/**
 * Proves what the design claims of flows, tiers and requests, from the synthesized JSON, and prints each claim.
 *
 * @param wanted environment; undefined for every one
 * @returns exit code: 0 all hold, 1 some do not
 * @throws ToolError with exit code 2 for an unknown environment
 */
export async function prove(wanted: string | undefined): Promise<number> {
  const outDir = await currentStacks();
  let exitCode = 0;
  for (const environment of wanted === undefined ? loadEnvironments() : [settingsOf(wanted)]) {
    const reach = reachIn(outDir, environment.name);
    for (const { title, questions } of proofsOf(environment, reach)) {
      const whys = new Map(failuresOf(reach, questions).map(({ asks, why }) => [asks, why]));
      console.log(`${environment.name}: ${title}`);
      for (const { asks } of questions) {
        const why = whys.get(asks);
        console.log(why === undefined ? `  holds  ${asks}` : `  FAILS  ${asks}: ${why}`);
      }
      console.log(`  ${questions.length - whys.size} of ${questions.length} hold\n`);
      if (whys.size > 0) exitCode = 1;
    }
  }
  return exitCode;
}
