import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'ECS refuses a service with a capacity provider that its cluster does not have.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_service'), (service) => {
      const cluster = estate.target(service, service.body['cluster']);
      const offered = estate
        .ofType('aws_ecs_cluster_capacity_providers')
        .filter((one) => estate.target(one, one.body['cluster_name']) === cluster)
        .flatMap((one) => one.body['capacity_providers'] as string[]);
      const used = blocks(service.body, 'capacity_provider_strategy').map((one) =>
        String(one['capacity_provider']),
      );
      return [
        ...unless(used.length > 0, 'it says nothing of what it runs on'),
        ...used
          .filter((provider) => !offered.includes(provider))
          .map((provider) => `its cluster does not have ${provider}`),
      ];
    }),
};
