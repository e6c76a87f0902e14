/**
 * The zone letters of each commercial region that every account can use. Regions an account has to opt in to are left
 * out: adding one here is all it takes. Where AWS maps letters per account (us-west-1, ap-northeast-1), the letters are
 * those that new accounts may see, so a zone can still be missing from a given account.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const zoneLetters = {
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ap-northeast-3': 'abc',
  'ap-south-1': 'abc',
  'ap-southeast-1': 'abc',
  'ap-southeast-2': 'abc',
  'ca-central-1': 'abd',
  'eu-central-1': 'abc',
  'eu-north-1': 'abc',
  'eu-west-1': 'abc',
  'eu-west-2': 'abc',
  'eu-west-3': 'abc',
  'sa-east-1': 'abc',
  'us-east-1': 'abcdef',
  'us-east-2': 'abc',
  'us-west-1': 'abc',
  'us-west-2': 'abcd',
} as const;

export type Region = keyof typeof zoneLetters;

export const regions = Object.keys(zoneLetters) as Region[];

/** The availability zones of a region, such as `us-west-2a`. */
export function zonesOf(region: Region): string[] {
  return Array.from(zoneLetters[region], (letter) => region + letter);
}
