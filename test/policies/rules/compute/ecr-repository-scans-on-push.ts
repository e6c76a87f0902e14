import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'Nobody hears of the known holes in an image that is not scanned.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecr_repository'), ({ body }) => {
      const [scanning] = blocks(body, 'image_scanning_configuration');
      return unless(scanning?.['scan_on_push'] === true, 'scan_on_push is not true');
    }),
};
