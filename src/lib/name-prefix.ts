/**
 * Start of every physical name, of the keys of states and of the tag `Project`. Another one is another project: Terraform makes
 * everything anew under it, and both can lie in one account.
 */
export const NAME_PREFIX: string = 'petclinic';

/** Forms that {@link isNamePrefix} accepts. */
export const NAME_PREFIX_ALLOWED =
  '2 to 10 lower-case letters and digits, a letter first, which AWS does not keep for itself (aws, ssm, internal, sg, sthree, xn)';

/**
 * Checks a prefix. With 10 characters and the longest name of an environment, the 63 of a bucket are full.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export const isNamePrefix = (text: string): boolean =>
  /^(?!aws|ssm)(?!(?:internal|sg|sthree|xn)$)[a-z][a-z0-9]{1,9}$/.test(text);
