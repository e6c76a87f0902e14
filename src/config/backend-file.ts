import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { regions } from '../lib/regions';
import { StateBucket } from '../lib/state-place';
import { allow, oneOf, strict, text } from './fields';
import { inspect } from './inspect';
import { printable } from './problem';

const bucket = text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits and hyphens');
const lockTable = text(/^[\w.-]{3,255}$/, '3 to 255 letters, digits, underscores, dots and hyphens');
const kmsAlias = text(
  /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
  'the alias of a key of your own, such as alias/petclinic-terraform-state',
);

/** State bucket of an account, as an environment in it names it. */
export const stateBucketSchema = strict({ bucket, region: oneOf(regions), lockTable, kmsAlias });

/**
 * `backend.tf.json`: the place of states, for every environment that names no other. It is Terraform's own S3 backend block, so plain Terraform
 * can use it as it is.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
const backendFile = strict({
  terraform: strict({
    backend: strict({
      s3: strict({
        bucket,
        region: oneOf(regions),
        dynamodb_table: lockTable,
        encrypt: z.literal(true, allow('true, since states hold what resources are made of')),
        kms_key_id: kmsAlias,
      }),
    }),
  }),
});

/** Example of a valid file for error messages, on one line like the rest of them. */
const EXPECTED = JSON.stringify({
  terraform: {
    backend: {
      s3: {
        bucket: 'petclinic-terraform-state-<account id>-<region>',
        region: 'us-west-2',
        dynamodb_table: 'petclinic-terraform-locks',
        encrypt: true,
        kms_key_id: 'alias/petclinic-terraform-state',
      },
    },
  },
});

/** The file is missing, unreadable or wrong. The message lists every problem and shows what to write. */
export class BackendFileError extends Error {
  constructor(path: string, problem: string) {
    super(`${path}${problem}\nWrite in ${path}: ${EXPECTED}`);
    this.name = 'BackendFileError';
  }
}

/** @throws {BackendFileError} */
export function readBackendFile(path: string): StateBucket {
  const { value, problems } = inspect(backendFile, readJson(path));
  const elsewhere = regions.find(
    (region) =>
      value?.terraform.backend.s3.bucket.endsWith(`-${region}`) === true &&
      region !== value.terraform.backend.s3.region,
  );
  if (elsewhere !== undefined) {
    throw new BackendFileError(
      path,
      `:\n  terraform.backend.s3.region: ${JSON.stringify(value?.terraform.backend.s3.region)} contradicts the bucket, whose name ends in ${elsewhere}; allowed: the region of the bucket`,
    );
  }
  if (value === undefined) {
    const lines = problems.map(
      ({ path: at, message }) => `\n  ${printable(`${at || 'the file'}: ${message}`)}`,
    );
    throw new BackendFileError(path, `:${lines.join('')}`);
  }
  const { s3 } = value.terraform.backend;
  return { bucket: s3.bucket, region: s3.region, lockTable: s3.dynamodb_table, kmsAlias: s3.kms_key_id };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BackendFileError(path, ` cannot be read: ${(error as Error).message}.`);
  }
}
