import { Environment } from '../../../src/config/schema';
import { reachIn } from '../../../tools/reach/folder';
import { Reach } from '../../../tools/reach/reach';
import { synthesize } from '../../support/synthesis';

/** Environments of a synthesis, each with its model. */
export function reaches(
  environments: readonly Environment[],
): { readonly environment: Environment; readonly reach: Reach }[] {
  const outDir = synthesize({ environments: [...environments] });
  return environments.map((environment) => ({ environment, reach: reachIn(outDir, environment.name) }));
}
