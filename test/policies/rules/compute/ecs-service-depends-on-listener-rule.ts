import { listOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'ECS refuses a service whose target group hangs on no listener. Nothing of the service refers to the rule, so Terraform has to be told.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  check: (estate) =>
    findingsAt(servicesOf(estate), ({ service, rules }) => {
      const awaited = listOf(service.body['depends_on'] as string[] | undefined);
      return [
        ...unless(rules.length > 0, 'no listener rule leads to it'),
        ...rules
          .filter(({ type, name }) => !awaited.includes(`${type}.${name}`))
          .map(({ address }) => `it does not depend on ${address}`),
      ];
    }),
};
