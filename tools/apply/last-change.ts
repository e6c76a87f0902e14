import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readStackJson, Stack } from '../deploy/graph';
import { Session } from '../deploy/session';

/** The part of a stack's JSON that says where its state is. */
interface Backend {
  readonly s3?: { readonly bucket: string; readonly key: string; readonly region?: string };
}

/**
 * When the state of a stack was last written, ISO 8601. Undefined where the bucket does not tell, and for states elsewhere: it
 * is only said along with something that is known.
 */
export async function lastChange(stack: Stack, { env }: Session): Promise<string | undefined> {
  const { s3 } = (readStackJson(stack).terraform.backend ?? {}) as Backend;
  if (s3 === undefined) return undefined;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const client = new S3Client({
    ...(s3.region === undefined ? {} : { region: s3.region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Otherwise the SDK looks for a profile or a role, as the provider does.
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
  try {
    const { LastModified } = await client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: s3.key }));
    return LastModified?.toISOString();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
