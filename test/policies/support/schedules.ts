import { Estate, Resource } from '../../support/estate';

/** Expression, such as `rate(1 minute)`, of the enabled EventBridge rule that runs a function, and may; undefined without one. */
export function scheduleOf(estate: Estate, lambda: Resource | undefined): string | undefined {
  if (lambda === undefined) return undefined;
  const schedules = estate
    .referringTo(lambda, 'arn', 'aws_cloudwatch_event_target')
    .flatMap((target) => estate.targets(target, target.body['rule']))
    .filter((rule) => isEnabled(rule) && mayInvoke(estate, rule, lambda))
    .map(({ body }) => body['schedule_expression']);
  return schedules.find((schedule) => typeof schedule === 'string');
}

/** Tells whether an EventBridge rule is on. The provider takes either attribute. */
export const isEnabled = ({ body }: Resource): boolean =>
  body['state'] !== 'DISABLED' && body['is_enabled'] !== false;

/** Tells whether the function's own policy lets EventBridge invoke it for the rule. */
const mayInvoke = (estate: Estate, rule: Resource, lambda: Resource): boolean =>
  estate
    .referringTo(lambda, 'function_name', 'aws_lambda_permission')
    .some(
      (permission) =>
        permission.body['action'] === 'lambda:InvokeFunction' &&
        permission.body['principal'] === 'events.amazonaws.com' &&
        permission.body['qualifier'] === undefined &&
        estate.target(permission, permission.body['source_arn']) === rule,
    );
