import { found } from '../support/cases';
import { loadBalancerNameFits } from './load-balancer-name-fits';

const balancer = (name?: string) => found(loadBalancerNameFits, { aws_lb: { main: { name } } });

test.each(['petclinic-dev', 'a'.repeat(32)])('the name %s complies', (name) => {
  expect(balancer(name)).toEqual([]);
});

test.each(['a'.repeat(33), 'petclinic-', '-petclinic', 'internal-petclinic', 'pet_clinic', undefined])(
  'the name %s is found',
  (name) => {
    expect(balancer(name)).toEqual(['aws_lb.main']);
  },
);

test('the name of a target group is held to the same', () => {
  expect(found(loadBalancerNameFits, { aws_lb_target_group: { vets: { name: 'vets-' } } })).toEqual([
    'aws_lb_target_group.vets',
  ]);
});
