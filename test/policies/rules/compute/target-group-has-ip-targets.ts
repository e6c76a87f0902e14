import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'Tasks with a network interface of their own are addresses, not instances. And a group in use cannot go: a new one has to stand beside it.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',
  check: (estate) => {
    const used = servicesOf(estate).flatMap(({ targetGroups }) => targetGroups);
    return findingsAt(estate.ofType('aws_lb_target_group'), (group) => [
      ...unless(group.body['target_type'] === 'ip', 'its target type is not ip'),
      ...unless(
        blocks(group.body, 'lifecycle').some((lifecycle) => lifecycle['create_before_destroy'] === true),
        'it is gone before the one that takes its place is there',
      ),
      ...unless(
        /^(?!internal-)[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/i.test(estate.text(group, 'name') ?? ''),
        'its name is none that AWS takes: 32 letters, digits and inner hyphens, not beginning with internal-',
      ),
      ...unless(used.includes(group), 'no service sends its tasks there'),
    ]);
  },
};
