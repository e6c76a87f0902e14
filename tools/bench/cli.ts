import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { buildPackages } from '../package/build';
import { ToolError } from '../support/project';
import { measureDeployment } from './deployment';
import { measureImport } from './functions';
import { CHANGES, measureReport } from './plan-report';
import { FEW, MANY, measureCatalogue, measureSynthesis } from './synthesis';

const USAGE = `Usage: npm run bench [-- --rounds <n>] [-- --env <name>]

Measures, on this machine and in one run: synthesis of all environments against importing what it uses, that of a
catalogue of ${MANY} services against one of ${FEW}, importing the GenAI function against importing the AWS SDK, the
report on a plan of ${CHANGES} changes, and the deployment of one environment onto an emulator of its own.

Options
  --rounds <n>   how often synthesis is measured; the median counts (7)
  --env <name>   the environment that is deployed (dev)`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      env: { type: 'string', default: 'dev' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
    throw new ToolError(`--rounds ${values.rounds}: a whole number from 1 to 100 is needed.\n\n${USAGE}`, 2);
  }

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
  const { resources, seconds, resourcesPerSecond, overlap } = await measureDeployment(values.env);
  console.log(`deploying ${values.env.padEnd(30)} ${seconds.toFixed(0)} s, ${resources} resources`);
  console.log(`                                         ${resourcesPerSecond.toFixed(2)} resources a second`);
  console.log(`                                         ${overlap.toFixed(2)} stacks at a time`);
  return 0;
}

runCommand(USAGE, main);
