import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StateBucket } from '../lib/state-place';

/**
 * `backend.tf.json`: the one place that says where states lie. It is Terraform's own S3 backend block, so plain Terraform
 * can use it as it is.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
const backendFile = z.strictObject({
  terraform: z.strictObject({
    backend: z.strictObject({
      s3: z.strictObject({
        bucket: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits and hyphens'),
        region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-west-2'),
        dynamodb_table: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{3,255}$/, '3 to 255 letters, digits, underscores, dots and hyphens'),
        encrypt: z.literal(true, 'true: states hold what resources are made of'),
        kms_key_id: z
          .string()
          .regex(
            /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
            'the alias of a KMS key, such as alias/petclinic-terraform-state',
          ),
      }),
    }),
  }),
});

const EXPECTED = `{
  "terraform": {
    "backend": {
      "s3": {
        "bucket": "petclinic-terraform-state-<account id>-<region>",
        "region": "us-west-2",
        "dynamodb_table": "petclinic-terraform-locks",
        "encrypt": true,
        "kms_key_id": "alias/petclinic-terraform-state"
      }
    }
  }
}`;

/** The file is missing, unreadable or wrong. The message lists every problem and shows what to write. */
export class BackendFileError extends Error {
  constructor(path: string, problems: readonly string[]) {
    super(
      [`${path}:`, ...problems.map((problem) => `  ${problem}`), `Write in ${path}:`, EXPECTED].join('\n'),
    );
    this.name = 'BackendFileError';
  }
}

/** @throws {BackendFileError} */
export function readBackendFile(path: string): StateBucket {
  const parsed = backendFile.safeParse(readJson(path));
  if (!parsed.success) {
    throw new BackendFileError(
      path,
      parsed.error.issues.map(({ path: at, message }) => `${at.join('.') || 'the file'}: ${message}`),
    );
  }
  const {
    bucket,
    region,
    dynamodb_table: lockTable,
    kms_key_id: kmsAlias,
  } = parsed.data.terraform.backend.s3;
  return { bucket, region, lockTable, kmsAlias };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BackendFileError(path, [`cannot be read: ${(error as Error).message}`]);
  }
}
