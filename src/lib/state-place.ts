/**
 * S3 backend that `backend.tf.json` configures.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
  /** The DynamoDB table of the locks. A lock object beside the state is on as well: see `keepStateIn`. */
  readonly lockTable: string;
  /** Alias of the KMS key, beginning with `alias/`: the bucket's default alone would not reach the state, since `encrypt` without a key asks for SSE-S3. */
  readonly kmsAlias: string;
}

/** A place for Terraform states: the state bucket, or one workspace per stack of HCP Terraform (Terraform Cloud). */
export type StatePlace =
  | { readonly type: 's3'; readonly bucket: StateBucket }
  | { readonly type: 'cloud'; readonly organization: string; readonly project: string };
