import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { projectRoot, ToolError } from '../support/project';
import { chat } from './chat';

const USAGE = `Usage: npm run chat -- "Which vets know surgery?"

Asks the GenAI function that \`npm start\` deployed on the emulator, as the API would, and shows its answer and the tools
that were called. The function, its tools and the database are real; the model is a stand-in of the emulator's.

Options
  --session <id>  goes on with a conversation
  --env <name>    the environment (dev)
  --home <folder> where the emulator keeps its files (.emulator)
  --help          shows this

Exit code: 0 for an answer, 1 for none, 2 for a command that was not understood.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      env: { type: 'string', default: 'dev' },
      home: { type: 'string', default: join(projectRoot, '.emulator') },
      session: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const question = positionals.join(' ').trim();
  if (question === '') throw new ToolError(`What shall be asked?\n\n${USAGE}`, 2);
  // The pinned version of the SDK knows this Node.js; what it says of later ones is no concern of the person's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { report, exitCode } = await chat({
    question,
    environment: values.env,
    home: resolve(values.home),
    sessionId: values.session,
  });
  console.log(report);
  return exitCode;
}

runCommand(USAGE, main);
