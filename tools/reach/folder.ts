import { configurationsOf } from '../deploy/configurations';
import { readTerraform } from '../model/terraform/read';
import { Reach } from './reach';

/** Model of an environment from the output folder of a synthesis. */
export const reachIn = (outDir: string, environment: string): Reach =>
  new Reach(environment, readTerraform(configurationsOf(outDir, environment).own));
