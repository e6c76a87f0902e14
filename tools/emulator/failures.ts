import { dirname, join, relative } from 'node:path';
import { RunReport } from '../deploy/run-report';
import { StackFailure } from '../deploy/stack-failure';
import { ToolError } from '../project';

/** A path as a person types it. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short === '' ? '.' : short;
}

/** Terraform's words about a state that is locked: they name the lock's id. */
const LOCKED = /Error acquiring the state lock[^]*?\bID:\s+(\S+)/;

function describeStackFailure({ command, failed, message, logFile }: StackFailure): string {
  const words = `${failed.name}: ${command} failed. Terraform says:\n\n${message}\n\nMore in ${shortPath(logFile)}`;
  const lockId = LOCKED.exec(message)?.[1];
  if (lockId === undefined) return words;
  return `${words}

A Terraform that was killed leaves its lock behind. When none is at work on ${failed.name}:
  source ${shortPath(join(dirname(dirname(logFile)), 'env'))}
  terraform -chdir=${shortPath(failed.directory)} force-unlock ${lockId}`;
}

function describeFailure(stack: string, error: unknown): string {
  if (error instanceof StackFailure) return describeStackFailure(error);
  if (error instanceof ToolError) return `${stack}: ${error.message}`;
  return `${stack}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** What went wrong, stack by stack, with Terraform's own words. */
export function describeFailures({ failures }: RunReport): string {
  return failures.map(({ stack, error }) => describeFailure(stack, error)).join('\n\n');
}
