import { Estate, Resource } from '../../support/estate';

/** The expression, such as `rate(1 minute)`, of the enabled EventBridge rule that runs a function; undefined without one. */
export function scheduleOf(estate: Estate, lambda: Resource | undefined): string | undefined {
  if (lambda === undefined) return undefined;
  const schedules = estate
    .referringTo(lambda, 'arn', 'aws_cloudwatch_event_target')
    .flatMap((target) => estate.targets(target, target.body['rule']))
    .filter(({ body }) => body['state'] !== 'DISABLED')
    .map(({ body }) => body['schedule_expression']);
  return schedules.find((schedule) => typeof schedule === 'string');
}
