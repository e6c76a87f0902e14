import { S3Client } from '@aws-sdk/client-s3';
import { readStackJson, Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { clientOptions } from '../deploy/client-options';

/** The bucket of the state of a stack, with a client for it. */
export interface StateBucket {
  readonly client: S3Client;
  readonly bucket: string;
  /** The key of the state. */
  readonly key: string;
}

/** The part of a stack's JSON that says where its state is. */
interface Backend {
  readonly s3?: { readonly bucket: string; readonly key: string; readonly region?: string };
}

/** The state bucket of a stack; undefined for a state elsewhere. */
export function stateBucketOf(stack: Stack, session: Session): StateBucket | undefined {
  const { s3 } = (readStackJson(stack).terraform.backend ?? {}) as Backend;
  if (s3 === undefined) return undefined;
  return { client: new S3Client(clientOptions(session, 'S3', s3.region)), bucket: s3.bucket, key: s3.key };
}
