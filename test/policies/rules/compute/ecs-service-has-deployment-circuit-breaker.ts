import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'Without a circuit breaker ECS starts a broken task for ever; without rollback the service stays half replaced; with fewer than all tasks the others carry the load.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
  check: (estate) =>
    findingsAt(servicesOf(estate), ({ service: { body }, task }) => [
      ...unless(
        blocks(body, 'deployment_circuit_breaker').some(
          ({ enable, rollback }) => enable === true && rollback === true,
        ),
        'it has no circuit breaker with rollback',
      ),
      ...unless(
        body['deployment_minimum_healthy_percent'] === 100 &&
          Number(body['deployment_maximum_percent']) > 100,
        'it takes tasks away before their successors are healthy',
      ),
      ...unless(
        Number(body['health_check_grace_period_seconds'] ?? 0) > 0,
        'its tasks have no time to start before the load balancer gives them up',
      ),
      ...unless(
        blocks(blocks(body, 'lifecycle')[0], 'postcondition').some(({ condition }) =>
          String(condition).includes('self.task_definition =='),
        ),
        'Terraform takes a rollback for success',
      ),
      ...unless(
        task.body['skip_destroy'] === true,
        'the revision that it would go back to is deregistered with the one that fails',
      ),
    ]),
};
