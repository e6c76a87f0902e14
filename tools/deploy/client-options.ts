import { readStackJson, Stack } from './graph';
import { Session } from './session';

/**
 * Options of an SDK client that works where the session's Terraform does. The SDK finds credentials as the provider does.
 *
 * @param service as the variable of its endpoint names it
 * @param region that of the stack, say. @default that of the environment
 */
export function clientOptions(
  { env }: Pick<Session, 'env'>,
  service: 'BACKUP' | 'ECR' | 'ECS' | 'S3' | 'STS',
  region = env.AWS_REGION,
) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env.AWS_ENDPOINT_URL;
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  const token = sessionToken === undefined ? {} : { sessionToken };
  return {
    ...(region === undefined ? {} : { region }),
    // No name of a bucket resolves below an endpoint that takes AWS's place.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey, ...token } }),
    // An endpoint that does not answer is told in seconds, not in minutes.
    maxAttempts: 2,
  };
}

/** Region of the stack's provider. */
export const regionOf = (stack: Stack): string | undefined => readStackJson(stack).provider?.aws?.[0]?.region;
