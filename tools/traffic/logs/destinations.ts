import { APIGatewayClient, GetStageCommand } from '@aws-sdk/client-api-gateway';
import {
  DescribeLoadBalancerAttributesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetLoggingConfigurationCommand, LoggingConfiguration, WAFV2Client } from '@aws-sdk/client-wafv2';
import { Model } from '../../model/model';
import { ClientPlace, placeOf } from '../../support/emulator-place';

/** Access log of a stage. */
export interface StageLog {
  /** ARN of its log group; undefined without one. */
  readonly group: string | undefined;
  /** Line with `$context` variables. */
  readonly format: string;
  /** Account and region of the API, which no id of its own names. */
  readonly account: string;
  readonly region: string;
}

export interface FirewallLog extends Pick<LoggingConfiguration, 'RedactedFields' | 'LoggingFilter'> {
  readonly group: string;
}

/** Access log of a load balancer in a bucket. */
export interface BalancerLog {
  readonly bucket: string;
  readonly prefix: string;
}

/** Logs that the deployed configuration asks for, each by the id of what writes it. */
export interface LogDestinations {
  readonly stages: ReadonlyMap<string, StageLog>;
  readonly firewalls: ReadonlyMap<string, FirewallLog>;
  readonly balancers: ReadonlyMap<string, BalancerLog>;
}

export const NO_LOGS: LogDestinations = { stages: new Map(), firewalls: new Map(), balancers: new Map() };

/** ARN of a log group; undefined for what is none, such as a delivery stream. */
const groupOf = (arn: string | undefined): string | undefined =>
  /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+/.exec(arn ?? '')?.[0];

const nothingFor = (name: string) => (error: unknown) => {
  if (error instanceof Error && error.name === name) return undefined;
  throw error;
};

/** Reads where stages, web ACLs and load balancers of a model write their logs. Delivery streams are left out. */
export async function readLogDestinations(
  endpoint: string,
  places: readonly ClientPlace[],
  { firewalls, loadBalancers, apis }: Model,
): Promise<LogDestinations> {
  const stages = apis.flatMap(({ id: restApiId, stages: own }) =>
    places.flatMap((place) =>
      own.map(async ({ id, name: stageName }) => {
        const stage = await new APIGatewayClient(place)
          .send(new GetStageCommand({ restApiId, stageName }))
          .catch(nothingFor('NotFoundException'));
        const { destinationArn, format = '' } = stage?.accessLogSettings ?? {};
        const { region, credentials } = place;
        const where = { account: credentials.accessKeyId, region };
        return stage === undefined
          ? []
          : [[id, { ...where, format, group: groupOf(destinationArn) }] as const];
      }),
    ),
  );
  const acls = firewalls.map(async ({ id }) => {
    const found = await new WAFV2Client(placeOf(endpoint, id))
      .send(new GetLoggingConfigurationCommand({ ResourceArn: id }))
      .catch(nothingFor('WAFNonexistentItemException'));
    const group = groupOf(found?.LoggingConfiguration?.LogDestinationConfigs?.[0]);
    return group === undefined ? [] : [[id, { ...found?.LoggingConfiguration, group }] as const];
  });
  const balancers = loadBalancers.map(async ({ id }) => {
    const { Attributes = [] } = await new ElasticLoadBalancingV2Client(placeOf(endpoint, id)).send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: id }),
    );
    const attribute = (key: string) =>
      Attributes.find(({ Key }) => Key === `access_logs.s3.${key}`)?.Value ?? '';
    if (attribute('enabled') !== 'true') return [];
    return [[id, { bucket: attribute('bucket'), prefix: attribute('prefix') }] as const];
  });
  const found = await Promise.all([Promise.all(stages), Promise.all(acls), Promise.all(balancers)]);
  return {
    stages: new Map(found[0].flat()),
    firewalls: new Map(found[1].flat()),
    balancers: new Map(found[2].flat()),
  };
}
