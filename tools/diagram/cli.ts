import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfiguration } from './configuration';
import { draw } from './draw';

const HELP = `npm run diagram -- [--env dev]

Draws the synthesized stacks of an environment (cdktf.out; npm run synth makes it) to docs/generated/<env>.svg.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { env: { type: 'string', default: 'dev' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = join(__dirname, '../..');
  const file = join(root, 'docs/generated', `${values.env}.svg`);
  const svg = await draw(readConfiguration(join(root, 'cdktf.out'), values.env));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  console.log(`Drew ${file}`);
}

void main();
