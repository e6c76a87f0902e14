import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'After the loss of a zone all tasks lie in the other: they stay there unless ECS spreads them again.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_service'), ({ body }) =>
      unless(
        body['availability_zone_rebalancing'] === 'ENABLED',
        'its tasks stay where they are when a zone comes back',
      ),
    ),
};
