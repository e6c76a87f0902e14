import { loadEnvironments } from '../../src/config/load';
import { currentStacks } from '../reach/current';
import { reachIn } from '../reach/folder';
import { failuresOf, proofsOf } from '../reach/prove';
import { settingsOf } from '../session/settings';

export interface ProveOptions {
  /** @default every environment */
  readonly environment?: string | undefined;
  readonly isJson: boolean;
}

/**
 * Proves what the design claims of flows, tiers and requests, from the synthesized JSON, and prints each claim.
 *
 * @returns exit code: 0 all hold, 1 some do not
 * @throws ToolError with exit code 2 for an unknown environment
 */
export async function prove({ environment: wanted, isJson }: ProveOptions): Promise<number> {
  const chosen = wanted === undefined ? loadEnvironments() : [settingsOf(wanted)];
  const outDir = await currentStacks();
  const results = chosen.flatMap((environment) => {
    const reach = reachIn(outDir, environment.name);
    return proofsOf(environment, reach).map(({ title, questions }) => ({
      environment: environment.name,
      title,
      claims: questions.map(({ asks }) => asks),
      failures: failuresOf(reach, questions),
    }));
  });
  const failed = results.some(({ failures }) => failures.length > 0);
  if (isJson) {
    console.log(JSON.stringify(results, undefined, 2));
    return failed ? 1 : 0;
  }
  for (const { environment, title, claims, failures } of results) {
    const whys = new Map(failures.map(({ asks, why }) => [asks, why]));
    console.log(`${environment}: ${title}`);
    for (const claim of claims) {
      const why = whys.get(claim);
      console.log(why === undefined ? `  holds  ${claim}` : `  FAILS  ${claim}: ${why}`);
    }
    console.log(`  ${String(claims.length - failures.length)} of ${String(claims.length)} hold\n`);
  }
  return failed ? 1 : 0;
}
