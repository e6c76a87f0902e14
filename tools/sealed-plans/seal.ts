import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { shortPath } from '../support/short-path';
import { alone, npmCommand, PlanCommand } from '../plan/command-line';
import { digest } from '../plan/fingerprint';
import { jsonFile, planFile } from '../plan/plan-stack';
import { Planned, readPlanned } from '../plan/planned';
import { ToolError } from '../support/project';
import { encrypt } from './age';
import { pack } from './archive';
import { inWords } from './in-words';

/**
 * Writes the plans of a folder into one file that only the identity behind `recipient` opens: the plans with their JSON,
 * and what they rest on.
 *
 * @returns the names of the files in it
 * @throws ToolError when there are no plans, or not those that were made, or the file cannot be written
 */
export async function seal(command: PlanCommand, recipient: string, file: string): Promise<string[]> {
  readPlanned(command.folder, npmCommand('plan', command));
  return alone(command, async () => {
    const planned = readPlanned(command.folder, npmCommand('plan', command));
    const names = namesOf(planned, command);
    const sealed = await encrypt(await pack(command.folder, names), recipient);
    inWords(file, 'written', () => {
      put(file, sealed);
    });
    return names;
  });
}

/** All of the content, or the file as it was. */
function put(file: string, content: Uint8Array): void {
  const aside = `${file}.${process.pid}`;
  try {
    writeFileSync(aside, content, { mode: 0o600 });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

function namesOf(planned: Planned, command: PlanCommand): string[] {
  const { folder, environment } = command;
  const again = npmCommand('plan', command);
  if (planned.environment !== environment) {
    throw new ToolError(
      `The plans in ${shortPath(folder)} are of ${planned.environment}, not of ${environment}.`,
    );
  }
  if (planned.stacks.some(({ appliedAt, failedAt }) => (appliedAt ?? failedAt) !== undefined)) {
    throw new ToolError(`These plans are applied, or their apply was begun. Plan again:\n\n  ${again}`);
  }
  const stacks = planned.stacks.filter(({ plan }) => plan !== undefined);
  const missing = stacks.filter(
    ({ name, plan }) =>
      !existsSync(jsonFile(folder, name)) ||
      !existsSync(planFile(folder, name)) ||
      digest(readFileSync(planFile(folder, name))) !== plan,
  );
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new ToolError(`The plan of ${names} is gone or another one. Plan again:\n\n  ${again}`);
  }
  return ['planned.json', ...stacks.flatMap(({ name }) => [`${name}.json`, `${name}.tfplan`])];
}
