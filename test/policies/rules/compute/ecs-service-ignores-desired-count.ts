import { blocks, Estate, listOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { ServiceParts, servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'If Terraform sets the number of tasks as well, each apply takes away what the load had called for.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
  check: (estate) => findingsAt(servicesOf(estate), (parts) => problemsOf(estate, parts)),
};

function problemsOf(estate: Estate, { service }: ServiceParts): string[] {
  const { lifecycle, desired_count: desired } = service.body;
  const ignored = blocks({ lifecycle }, 'lifecycle').flatMap((one) =>
    listOf(one['ignore_changes'] as string[]),
  );
  const [target] = estate
    .ofType('aws_appautoscaling_target')
    .filter(
      (one) =>
        one.stack === service.stack &&
        String(one.body['resource_id']).endsWith(`/\${${service.type}.${service.name}.name}`),
    );
  if (target === undefined) return ['nothing scales it'];
  const [min, max] = [Number(target.body['min_capacity']), Number(target.body['max_capacity'])];
  return [
    ...unless(ignored.includes('desired_count'), 'Terraform sets desired_count as well'),
    ...unless(min >= 1 && min <= max, `it scales from ${min} to ${max}`),
    ...unless(desired === min, `it begins with ${String(desired)} tasks, and ${min} are the fewest`),
    ...unless(
      estate.referringTo(target, 'resource_id', 'aws_appautoscaling_policy').length > 0,
      'no policy says when it scales',
    ),
  ];
}
