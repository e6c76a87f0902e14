import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'Where a tag can be pushed again, two tasks of one revision run different images.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecr_repository'), ({ body }) =>
      unless(body['image_tag_mutability'] === 'IMMUTABLE', 'image_tag_mutability is not IMMUTABLE'),
    ),
};
