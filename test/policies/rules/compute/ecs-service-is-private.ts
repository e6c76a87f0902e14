import { blocks, Estate } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { ServiceParts, servicesOf } from '../../support/services';

export const rule: Rule = {
  reason: 'A task is reached through the load balancer only, and outlives the end of a zone.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  check: (estate) => findingsAt(servicesOf(estate), (parts) => problemsOf(estate, parts)),
};

function problemsOf(estate: Estate, { service }: ServiceParts): string[] {
  const [network] = blocks(service.body, 'network_configuration');
  const subnets = estate.targets(service, network?.['subnets']);
  const zones = new Set(subnets.map(({ body }) => body['availability_zone']));
  return [
    ...unless(network?.['assign_public_ip'] === false, 'its tasks get public addresses'),
    ...unless(zones.size >= 2, 'its tasks lie in one zone'),
    ...subnets
      .filter(({ name }) => !name.startsWith('app_'))
      .map(({ address }) => `its tasks lie in ${address}, which is no app subnet`),
    ...unless(
      service.body['availability_zone_rebalancing'] === 'ENABLED',
      'its tasks stay where they are when a zone comes back',
    ),
  ];
}
