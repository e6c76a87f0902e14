import { blocks, Estate, Resource } from '../../support/estate';

/** The values that a statistic of a metric can have. */
export interface Range {
  readonly lowest: number;
  readonly highest: number;
  /** While all is well and nobody asks for anything. */
  readonly resting: number;
}

/** Running tasks of a service: while a deployment runs, new ones come before old ones go. */
export function tasks(estate: Estate, service: Resource | undefined): Range {
  const { min_capacity: fewest, max_capacity: most } = targetOf(estate, service)?.body ?? {};
  const share = Number(service?.body['deployment_maximum_percent'] ?? 200) / 100;
  return { lowest: 0, highest: Number(most ?? 0) * share, resting: Number(fewest ?? 0) };
}

/** The CPU, in percent, that autoscaling keeps a service at; 0 where it does not. */
export function scaledTo(estate: Estate, service: Resource | undefined): number {
  const target = targetOf(estate, service);
  if (target === undefined) return 0;
  const values = estate
    .referringTo(target, 'resource_id', 'aws_appautoscaling_policy')
    .flatMap(({ body }) => blocks(body, 'target_tracking_scaling_policy_configuration'))
    .map((configuration) => Number(configuration['target_value']));
  return Math.max(0, ...values);
}

/** What autoscaling says of a service: its name is the end of the resource's id. */
function targetOf(estate: Estate, service: Resource | undefined): Resource | undefined {
  const name = service === undefined ? undefined : estate.text(service, 'name');
  return estate
    .ofType('aws_appautoscaling_target')
    .find((candidate) => estate.text(candidate, 'resource_id')?.split('/').at(-1) === name);
}
