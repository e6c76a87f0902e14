import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { shortPath } from '../support/short-path';
import { INTERRUPTED, watchInterruption } from '../support/interruption';
import { ToolError } from '../support/project';
import { exportEnvironment } from './export';

const USAGE = `Usage: npm run export -- --env <name> --out <folder>

Synthesizes, and writes a folder for each stack of an environment that Terraform alone can run, without Node: Terraform
JSON, dependency lock file, the functions' packages, and a README.md that says how.

Options
  --env <name>     the environment (dev)
  --out <folder>   where to; below the project's folder unless the path is absolute. The folder is new or empty, or holds
                   an earlier export, which is then replaced as a whole
  --help           shows this

Exit code: 0 exported, 1 for a failure: the folder holds something else, or synthesis fails; 2 for a command that was not
understood, an unknown environment among them. 130 after Ctrl-C.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', default: 'dev' },
      out: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.out === '') throw new ToolError(`--out is missing: where shall the export go?\n\n${USAGE}`, 2);
  const folder = resolve(values.out);
  const signal = watchInterruption(() => undefined);
  try {
    const { files, replaced } = await exportEnvironment({ environment: values.env, folder, signal });
    const stacks = [...files.keys()].filter((path) => path.endsWith('/cdk.tf.json')).length;
    console.log(
      `Exported ${values.env} to ${shortPath(folder)}: ${stacks} stacks, ${files.size} files${replaced ? ', in place of the earlier export' : ''}.\n` +
        `${shortPath(join(folder, 'README.md'))} says how to run them.`,
    );
    return 0;
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    throw error;
  }
}

runCommand(USAGE, main);
