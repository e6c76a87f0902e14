import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder that holds package.json. */
export const projectRoot = resolve(__dirname, '..');

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

/** The settings of the S3 backend in `backend.tf.json` that the tools need. */
export interface BackendSettings {
  readonly region: string;
}

/** @throws ToolError when `backend.tf.json` names no region; synthesis checks the rest of it */
export function readBackendSettings(root: string = projectRoot): BackendSettings {
  const file = JSON.parse(readFileSync(join(root, 'backend.tf.json'), 'utf8')) as {
    terraform?: { backend?: { s3?: { region?: string } } };
  };
  const region = file.terraform?.backend?.s3?.region;
  if (region === undefined) throw new ToolError('backend.tf.json: terraform.backend.s3.region is missing.');
  return { region };
}
