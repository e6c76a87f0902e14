import { dirname } from 'node:path';
import { renderDiagnostic } from '../terraform/events';
import { adviceOn } from './advice';
import { Stack } from './graph';
import { ApplyResult } from './run-apply';

/** Terraform failed on a stack: carries what it said, and what to do where its words leave that open. */
export class StackFailure extends Error {
  constructor(
    /** Command that failed, such as `terraform apply`. */
    readonly command: string,
    readonly failed: Stack,
    /** Messages of Terraform, and of ECS on rollouts that failed. */
    { errors, text, rollouts }: Pick<ApplyResult, 'errors' | 'text' | 'rollouts'>,
    /** Path of the log of the stack, as `logFile` of session.ts gives it. */
    readonly logFile: string,
  ) {
    const words =
      errors.length > 0
        ? errors.map(renderDiagnostic).join('\n\n')
        : text || `${command} failed without a word.`;
    const advice = adviceOn(words, failed, dirname(dirname(logFile)));
    const fromEcs = rollouts === undefined ? undefined : `ECS says:\n\n${rollouts}`;
    super([words, fromEcs, advice].filter((part) => part !== undefined).join('\n\n'));
    this.name = 'StackFailure';
  }
}
