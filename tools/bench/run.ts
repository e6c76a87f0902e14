import { buildPackages } from '../package/build';
import { measureDeployment } from './deployment';
import { measureImport } from './functions';
import { CHANGES, measureReport } from './plan-report';
import { FEW, MANY, measureCatalogue, measureSynthesis } from './synthesis';

/**
 * Measures synthesis, imports, the report on a plan and the deployment of one environment, and prints each.
 *
 * @param rounds how often synthesis is measured; the median counts
 */
export async function bench(rounds: number, environment: string): Promise<number> {
  await buildPackages();
  const { importing, synthesizing, ratio } = measureSynthesis(rounds);
  console.log(`importing cdktf and the provider files   ${importing.toFixed(0)} ms`);
  console.log(
    `synthesizing all environments            ${synthesizing.toFixed(0)} ms, ${ratio.toFixed(2)} times that`,
  );
  const { few, many, ratio: growth } = measureCatalogue(rounds);
  console.log(`synthesizing ${FEW} services                  ${few.toFixed(0)} ms`);
  console.log(
    `synthesizing ${MANY} services                ${many.toFixed(0)} ms, ${growth.toFixed(2)} times that`,
  );
  const { sdk, own, ratio: share } = measureImport(rounds);
  console.log(`importing the AWS SDK in Python          ${sdk.toFixed(0)} ms`);
  console.log(
    `importing the GenAI function on top      ${own.toFixed(0)} ms, ${share.toFixed(2)} times that`,
  );
  console.log(`report on a plan of ${CHANGES} changes          ${measureReport(rounds).toFixed(0)} ms`);
  const { resources, seconds, resourcesPerSecond, overlap } = await measureDeployment(environment);
  console.log(`deploying ${environment.padEnd(30)} ${seconds.toFixed(0)} s, ${resources} resources`);
  console.log(`                                         ${resourcesPerSecond.toFixed(2)} resources a second`);
  console.log(`                                         ${overlap.toFixed(2)} stacks at a time`);
  return 0;
}
