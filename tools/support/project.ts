import { resolve } from 'node:path';

/** The folder that holds package.json. */
export const projectRoot = resolve(__dirname, '..', '..');

/** A failure that the person at the keyboard can mend: the message says how, and no stack trace is shown. */
export class ToolError extends Error {
  /** @param exitCode 1 for a failure, 2 for a command that was not understood */
  constructor(
    message: string,
    readonly exitCode: number = 1,
  ) {
    super(message);
    this.name = 'ToolError';
  }
}
