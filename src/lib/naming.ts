import { createHash } from 'node:crypto';
import { nameKinds, type NameKind } from './name-kinds';

/** Forms the physical names of one environment; made by {@link namesFor}. */
export type Names = (kind: NameKind, ...parts: string[]) => string;

/** Characters that the name of an environment may have. */
export const ENVIRONMENT_NAME_MAX = 12;

/** Pattern without hyphens: no environment's names can be mistaken for those of another (`dev` + `2-x`, `dev-2` + `x`). */
const ENVIRONMENT = /^[a-z][a-z0-9]{1,11}$/;

/** Placeholder of an account while the length of a bucket name is checked. */
const ACCOUNT = '0'.repeat(12);

/** Description of the names that {@link isEnvironmentName} accepts. */
export const ENVIRONMENT_NAME_ALLOWED = '2 to 12 lower-case letters and digits, a letter first';

/** Names of the account's stacks, of the path of CI's roles and of the state bucket, and words that are no text in YAML. */
export const RESERVED_NAMES: readonly string[] = ['account', 'ci', 'terraform', 'false', 'null', 'true'];

export function isEnvironmentName(text: string): boolean {
  return ENVIRONMENT.test(text);
}

/**
 * The name of an AWS resource: `petclinic-<environment>-<part>-<part>`, or `/petclinic/<environment>/<part>/<part>` where
 * AWS reads names as paths.
 *
 * @example namesFor('dev')('iam-role', 'flow-logs') // petclinic-dev-flow-logs
 * @throws Error when the name is longer than AWS allows for the kind, or has other characters; it never truncates.
 */
export function namesFor(environment: string): Names {
  if (!isEnvironmentName(environment)) {
    throw new Error(`environment "${environment}" is not a name; allowed: ${ENVIRONMENT_NAME_ALLOWED}`);
  }
  return (kind, ...parts) => physicalName(kind, environment, ...parts);
}

/**
 * The name of an S3 bucket: bucket names are global, so this one ends with account and region.
 *
 * @param account 12 digits, or a Terraform expression in `${…}`, which counts as 12 characters
 * @throws Error as {@link namesFor} does, and on any other account
 */
export function bucketName(environment: string, purpose: string, account: string, region: string): string {
  if (!/^(?:\d{12}|\$\{.+\})$/.test(account)) {
    throw new Error(
      `account "${account}" is not an AWS account; allowed: 12 digits or a Terraform expression`,
    );
  }
  const name = namesFor(environment)('s3-bucket', purpose, ACCOUNT, region);
  return name.replace(ACCOUNT, () => account);
}

/**
 * Characters that the name of a target group may have.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
const TARGET_GROUP_MAX = 32;

/**
 * The name of a target group, whose 32 characters hold no environment, service and port of any length: as much of
 * `pc-<environment>-<part>-…` as fits, and 8 hex digits of a hash of the whole. The whole belongs into the tag `Name`.
 *
 * @example targetGroupName('dev', 'vets-service', '8080') // pc-dev-vets-service-808-<8 hex digits>
 */
export function targetGroupName(environment: string, ...parts: string[]): string {
  const whole = namesFor(environment)('name-tag', ...parts);
  const readable = ['pc', environment, ...parts]
    .join('-')
    .slice(0, TARGET_GROUP_MAX - '-'.length - 8)
    .replace(/-$/, '');
  return `${readable}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
}

function physicalName(kind: NameKind, ...parts: string[]): string {
  const { prefix, separator, pattern, allowed, maxLength, source } = nameKinds[kind];
  const rest = parts.join(separator);
  const name = prefix + rest;
  if (!pattern.test(rest)) {
    throw new Error(`${kind} "${name}" is not a name; allowed: ${allowed} (${source})`);
  }
  if (name.length > maxLength) {
    throw new Error(
      `${kind} "${name}" has ${name.length} characters; allowed: at most ${maxLength} (${source})`,
    );
  }
  return name;
}

/** The alias under which a function is called: whoever calls it has the version that was deployed last as a whole. */
export const LIVE_ALIAS = 'live';

/** An e-mail address as part of a Terraform address: `ops@example.com` is `email-ops-at-example-com`. */
export const emailId = (email: string): string =>
  `email-${email.toLowerCase().replace('@', '-at-')}`.replace(/[^a-z0-9]+/g, '-').replace(/-+$/, '');
