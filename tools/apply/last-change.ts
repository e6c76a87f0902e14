import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { stateBucketOf } from '../session/state-bucket';

/**
 * Time at which the state of a stack was last written, ISO 8601. Undefined where the bucket does not tell, and for
 * states outside a bucket: the time only adds to a message that stands without it.
 */
export async function lastChange(stack: Stack, session: Session): Promise<string | undefined> {
  const state = stateBucketOf(stack, session);
  if (state === undefined) return undefined;
  try {
    const head = new HeadObjectCommand({ Bucket: state.bucket, Key: state.key });
    return (await state.client.send(head)).LastModified?.toISOString();
  } catch {
    return undefined;
  } finally {
    state.client.destroy();
  }
}
