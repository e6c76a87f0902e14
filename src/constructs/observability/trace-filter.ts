import { byKey, Keyed } from '../../lib/keyed';

/** The annotation by which the traces of the services tell their environment. Letters only: X-Ray replaces all but those, digits and underscores. */
export const ENVIRONMENT_ANNOTATION = 'environment';

/** A node of a trace: what made it, under which name. */
export interface TracedService {
  readonly name: string;
  readonly type: 'AWS::ApiGateway::Stage' | 'AWS::Lambda::Function';
}

/**
 * The filter expression of an environment's traces: those that went through one of the AWS services named, and those that
 * a collector marked.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 */
export const tracesOf = ({
  environment,
  services,
}: {
  readonly environment: string;
  readonly services: Keyed<TracedService>;
}): string =>
  [
    ...byKey(services).map(([, { name, type }]) => `service(id(name: "${name}", type: "${type}"))`),
    `annotation[${ENVIRONMENT_ANNOTATION}] = "${environment}"`,
  ].join(' OR ');
