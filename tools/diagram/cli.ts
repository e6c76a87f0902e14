import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { readStacks, stacksOf } from '../deploy/graph';
import { synthesize } from '../session/synthesize';
import { projectRoot } from '../support/project';
import { readConfiguration } from './configuration';
import { draw } from './draw';

const USAGE = `Usage: npm run diagram [-- --env <name>]

Synthesizes, and draws the stacks of an environment to docs/generated/<name>.svg.

Options
  --env <name>   the environment (dev)
  --help         shows this`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', default: 'dev' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const outDir = join(projectRoot, '.cache', 'diagram');
  await synthesize(outDir, { isNewAccount: true });
  stacksOf(values.env, readStacks(outDir));
  const svg = await draw(readConfiguration(outDir, values.env));
  const file = join(projectRoot, 'docs', 'generated', `${values.env}.svg`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  console.log(`Drew docs/generated/${values.env}.svg.`);
  return 0;
}

runCommand(USAGE, main);
