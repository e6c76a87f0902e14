import { Stack } from './graph';
import { Diagnostic, renderDiagnostic } from '../terraform/events';

/** Terraform failed on a stack: carries what it said. */
export class StackFailure extends Error {
  constructor(
    /** Such as `terraform apply`. */
    readonly command: string,
    readonly failed: Stack,
    errors: readonly Diagnostic[],
    text: string,
    readonly logFile: string,
  ) {
    super(
      errors.length > 0
        ? errors.map(renderDiagnostic).join('\n\n')
        : text || `${command} failed without a word.`,
    );
    this.name = 'StackFailure';
  }
}
