import { S3Client } from '@aws-sdk/client-s3';
import { readStackJson, Stack } from '../deploy/graph';
import { Session } from '../deploy/session';

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

/** The state bucket of a stack; undefined for a state elsewhere. The SDK finds credentials as the provider does. */
export function stateBucketOf(stack: Stack, { env }: Session): StateBucket | undefined {
  const { s3 } = (readStackJson(stack).terraform.backend ?? {}) as Backend;
  if (s3 === undefined) return undefined;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const client = new S3Client({
    ...(s3.region === undefined ? {} : { region: s3.region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(env.AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: env.AWS_SESSION_TOKEN }),
          },
        }),
    maxAttempts: 2,
  });
  return { client, bucket: s3.bucket, key: s3.key };
}
