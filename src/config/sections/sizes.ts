import { GATEWAY_STAGE, probeVariables } from '../../lib/gateway';
import { isEnvironmentName } from '../../lib/naming';
import { userSecretName } from '../../lib/parameter-names';
import type { Problem } from '../problem';
import type { Given } from './quotas';

/** Bytes of all variables of a function. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_VARIABLES = 4096;

/**
 * Characters of the inline policies of a role, less those of the migration function's that name no user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_USER_SECRETS = 10_240 - 2400;

const sum = (lengths: readonly number[]): number => lengths.reduce((all, length) => all + length, 0);

/** Finds documents that grow with the services beyond what AWS takes. */
export function* sizeProblems({ name = '', region, services, domain, genai }: Given): Iterable<Problem> {
  const place = region ?? 'us-west-2';
  const tooLong = (what: string, where: string, length: number, most: number): Problem => ({
    path: 'services',
    message: `${services.length} services have ${what} of ${length} characters in ${where}; allowed: ${most}, with fewer or shorter ones`,
  });
  const open = services.filter(({ restricted }) => restricted !== true).map(({ path = '' }) => path);
  const host = domain?.name ?? `${'x'.repeat(10)}.execute-api.${place}.amazonaws.com/${GATEWAY_STAGE}`;
  const variables = probeVariables(`https://${host}`, open, genai !== undefined);
  const bytes = sum(
    Object.entries(variables)
      .flat()
      .map(({ length }) => length),
  );
  if (bytes > MAX_VARIABLES) yield tooLong('paths', 'the environment of the probe', bytes, MAX_VARIABLES);
  if (!isEnvironmentName(name)) return;
  const users = services.flatMap(({ database }) => database?.user ?? []);
  const arns = users.map(
    (user) =>
      `"arn:aws:secretsmanager:${place}:${'0'.repeat(12)}:secret:${userSecretName(name, user)}-??????",`,
  );
  const characters = sum(arns.map(({ length }) => length));
  if (characters > MAX_USER_SECRETS) {
    yield tooLong('database users', 'the policy of the migration function', characters, MAX_USER_SECRETS);
  }
}
