import { parseArgs } from 'node:util';
import { runCommand } from '../session/run-command';
import { buildPackages } from '../package/build';
import { ToolError } from '../support/project';
import { checks, lanes } from './checks';
import { CheckResult, runCheck, summary } from './run';

const USAGE = `Usage: npm test                  runs every check
       npm test -- <name> ...    runs only these

${checks.map(({ name, proves }) => `  ${name.padEnd(15)}${proves}`).join('\n')}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const unknown = positionals.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    throw new ToolError(`There is no check ${unknown.join(', ')}.\n\n${USAGE}`, 2);
  }

  // Before any check, since synthesis and the functions' tests take the packages from where they are.
  await buildPackages();
  const results: CheckResult[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const check of lane.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
        const result = await runCheck(check);
        results.push(result);
        console.log(`${result.passed ? 'ok' : 'FAILED'}  ${check.name} (${result.seconds.toFixed(0)} s)`);
        if (!result.passed) console.log(`\n${check.command.join(' ')}\n${result.output}`);
      }
    }),
  );
  console.log(`\n${summary(results)}`);
  return results.every(({ passed }) => passed) ? 0 : 1;
}

runCommand(USAGE, main);
