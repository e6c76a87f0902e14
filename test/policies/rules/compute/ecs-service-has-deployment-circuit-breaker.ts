import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { servicesOf } from '../../support/services';

/** Seconds that a service may take to start: it was healthy after 53 on half a vCPU. */
const START = 120;
/** Minutes in which three tasks fail one after the other, each by its checks after its time to start. */
const ROLLOUT = 20;

const minutesOf = (text: unknown): number => Number(/^(\d+)m$/.exec(String(text))?.[1] ?? 0);

export const rule: Rule = {
  reason:
    'Without a circuit breaker ECS starts a broken task for ever; without rollback the service stays half replaced; with fewer than all tasks the others carry the load, and without room for one more no deployment begins. Tasks that are judged before they have started, and an apply that ends before the breaker, take a sound deployment for a broken one.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
  check: (estate) =>
    findingsAt(servicesOf(estate), ({ service: { body }, task, containers }) => [
      ...unless(
        blocks(body, 'deployment_circuit_breaker').some(
          ({ enable, rollback }) => enable === true && rollback === true,
        ),
        'it has no circuit breaker with rollback',
      ),
      ...unless(
        body['deployment_minimum_healthy_percent'] === 100 &&
          Math.floor((Number(body['desired_count']) * Number(body['deployment_maximum_percent'])) / 100) >
            Number(body['desired_count']),
        'it takes tasks away before their successors are healthy, or has no room for these',
      ),
      ...unless(
        [
          Number(body['health_check_grace_period_seconds'] ?? 0),
          ...containers
            .filter(({ portMappings }) => portMappings.length > 0)
            .map(({ healthCheck }) => healthCheck?.startPeriod ?? 0),
        ].every((seconds) => seconds >= START),
        'its tasks have no time to start before load balancer or ECS gives them up',
      ),
      ...unless(
        blocks(blocks(body, 'lifecycle')[0], 'postcondition').some(({ condition }) =>
          String(condition).includes('self.task_definition =='),
        ),
        'Terraform takes a rollback for success',
      ),
      ...unless(
        ['create', 'update'].every((run) => minutesOf(blocks(body, 'timeouts')[0]?.[run]) >= ROLLOUT),
        'Terraform gives a rollout up that ECS has not ended',
      ),
      ...unless(
        task.body['skip_destroy'] === true,
        'the revision that it would go back to is deregistered with the one that fails',
      ),
    ]),
};
