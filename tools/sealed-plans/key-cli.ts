import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { shortPath } from '../support/short-path';
import { ToolError } from '../support/project';
import { makeKeyPair } from './age';
import { inWords } from './in-words';

const USAGE = `Usage: npm run seal-key -- --out <file>

Makes a key pair for plans: writes the identity, which is secret, into a file that only you can read, and prints the
recipient, which is public. docs/runbooks/github.md says where each goes.

Options
  --out <file>  for the identity; refused when it is there already
  --help        shows this

Exit code: 0 made. 2 for a command that is not understood. 1 for everything else.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.out === undefined) throw new ToolError(`--out takes the file.\n\n${USAGE}`, 2);
  const file = resolve(values.out);
  if (existsSync(file))
    throw new ToolError(`${shortPath(file)} is there already: a key that is lost opens nothing any more.`);
  const { recipient, identity } = await makeKeyPair();
  inWords(file, 'written', () => {
    writeFileSync(file, `${identity}\n`, { mode: 0o600, flag: 'wx' });
  });
  console.log(`${recipient}\n\nThe identity is in ${shortPath(file)}: keep it secret.`);
  return 0;
}

runCommand(USAGE, main);
