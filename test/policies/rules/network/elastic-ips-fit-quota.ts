import { environmentOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const QUOTA = 5;

export const rule: Rule = {
  reason:
    'An account gets five elastic addresses a region; an environment that needs more cannot be deployed.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-eips',
  check: (estate) => {
    const addresses = estate.ofType('aws_eip');
    return findingsAt(addresses, (address) => {
      const beside = addresses.filter(
        (other) =>
          environmentOf(other) === environmentOf(address) && estate.region(other) === estate.region(address),
      );
      return unless(
        beside.indexOf(address) < QUOTA,
        `the environment has ${beside.length} elastic addresses in the region; allowed: ${QUOTA}`,
      );
    });
  },
};
