import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { buildPackages } from './build';

const USAGE = `Usage: npm run package

Packages every function in lambdas/ to dist/lambdas/<name>.zip. The same sources give the same bytes, on any machine.`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  for (const { name, bytes, sha256, made } of await buildPackages()) {
    const size = `${Math.ceil(bytes / 1024)} KiB`;
    console.log(`dist/lambdas/${name}.zip ${made ? 'made' : 'is up to date'}: ${size}, sha256 ${sha256}`);
  }
  return 0;
}

runCommand(USAGE, main);
