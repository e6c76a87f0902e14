import { Session } from './session';

/** Options of an SDK client that works where the session's Terraform does. The SDK finds credentials as the provider does. */
export function clientOptions({ env }: Pick<Session, 'env'>, service: 'ECS' | 'S3' | 'STS') {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env.AWS_ENDPOINT_URL;
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  const token = sessionToken === undefined ? {} : { sessionToken };
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey, ...token } }),
    // An endpoint that does not answer is told in seconds, not in minutes.
    maxAttempts: 2,
  };
}
