import { runCommand } from '../../session/run-command';
import { ToolError } from '../../support/project';
import { runStep } from './run';
import { SCRIPTS } from './scripts';

const USAGE = `Usage: npm run step -- <script> [arguments]

Runs a script as a step of a GitHub workflow, such as \`npm run step -- plan --env dev\`. To a workflow every exit code but 0
is a failure, and that of plan, preview and drift is 2 when they find changes: here it is 0 then, and the step has the
output \`changes\`, true or false. Of apply it stays 2.

Scripts: ${Object.keys(SCRIPTS).join(', ')}

Exit code: 0 the script ended with 0, or with 2 where that is no failure. Otherwise that of the script.`;

async function main(): Promise<number> {
  const [script, ...args] = process.argv.slice(2);
  if (script === '--help' || script === '-h') {
    console.log(USAGE);
    return 0;
  }
  if (script === undefined) throw new ToolError(`Which script?\n\n${USAGE}`);
  return runStep(script, args, process.env);
}

runCommand(USAGE, main);
