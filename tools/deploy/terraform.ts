import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ToolError } from '../support/project';
import { readStacks, Stack } from './graph';
import { ensureInit } from './init';
import { Session } from './session';

/** Exit code and output of a Terraform command. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws ToolError that lists the stacks when there is no such one */
export function findStack(session: Session, name: string): Stack {
  const stacks = readStacks(session.outDir);
  const stack = stacks.find((candidate) => candidate.name === name);
  if (stack === undefined) {
    throw new ToolError(`There is no stack ${name}, only ${stacks.map((each) => each.name).join(', ')}.`, 2);
  }
  return stack;
}

/**
 * Runs any Terraform command on a synthesized stack, with an init before when one is needed.
 *
 * @param name the stack's, such as `dev-network`
 * @param args the command with its arguments, such as `['output', '-json']`
 * @param read takes standard output as it comes; the result then has none
 */
export async function terraform(
  session: Session,
  name: string,
  args: readonly string[],
  read?: (output: AsyncIterable<string>) => Promise<void>,
): Promise<CommandResult> {
  const stack = findStack(session, name);
  await ensureInit(stack, session);
  const child = spawn(session.terraform.program, args, {
    cwd: stack.directory,
    env: session.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const output: AsyncIterable<string> = child.stdout.setEncoding('utf8');
  const reading = read?.(output) ?? keep();
  async function keep(): Promise<void> {
    for await (const text of output) stdout += text;
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close') as Promise<[code: number | null]>;
  const [[exitCode]] = await Promise.all([ended, reading]);
  return { exitCode: exitCode ?? 137, stdout, stderr };
}
