import { RunReport } from '../deploy/run-report';
import { StackFailure } from '../deploy/stack-failure';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';

function describeStackFailure({ command, failed, message, logFile }: StackFailure): string {
  return `${failed.name}: ${command} failed. Terraform says:\n\n${message}\n\nMore in ${shortPath(logFile)}`;
}

function describeFailure(stack: string, error: unknown): string {
  if (error instanceof StackFailure) return describeStackFailure(error);
  if (error instanceof ToolError) return `${stack}: ${error.message}`;
  return `${stack}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Describes the failure of each stack, with Terraform's own message. */
export function describeFailures({ failures }: RunReport): string {
  return failures.map(({ stack, error }) => describeFailure(stack, error)).join('\n\n');
}
