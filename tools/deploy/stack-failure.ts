import { dirname } from 'node:path';
import { Diagnostic, renderDiagnostic } from '../terraform/events';
import { adviceOn } from './advice';
import { Stack } from './graph';

/** Terraform failed on a stack: carries what it said, and what to do where its words leave that open. */
export class StackFailure extends Error {
  constructor(
    /** Command that failed, such as `terraform apply`. */
    readonly command: string,
    readonly failed: Stack,
    errors: readonly Diagnostic[],
    text: string,
    /** Path of the log of the stack, as `logFile` of session.ts gives it. */
    readonly logFile: string,
  ) {
    const words =
      errors.length > 0
        ? errors.map(renderDiagnostic).join('\n\n')
        : text || `${command} failed without a word.`;
    const advice = adviceOn(words, failed, dirname(dirname(logFile)));
    super(advice === undefined ? words : `${words}\n\n${advice}`);
    this.name = 'StackFailure';
  }
}
