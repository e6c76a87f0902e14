import type { ValidPart } from './inspect';
import type { Problem } from './problem';

/** An interface endpoint of the VPC, and the IAM actions its policy lets through. */
export interface Endpoint {
  /** Last part of the service name, after `com.amazonaws.<region>.`. */
  readonly service: string;
  readonly actions: readonly string[];
}

interface EndpointDefinition extends Endpoint {
  /** Callers of the endpoint, and what they want: a sentence. */
  readonly reason: string;
  /** Callers that have no other way to the service: their groups let them out to endpoints alone. @default none */
  readonly onlyWayOf?: readonly ('genai' | 'db-migrate' | 'ops-host')[];
  /** Let through as well where an operator may open sessions: ECS Exec or the ops host. */
  readonly operatorActions?: readonly string[];
}

const pullImages = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/**
 * The endpoint catalogue, by the key that becomes the Terraform address. The actions are all that this system sends through
 * each endpoint, without wildcards: who calls another one has to add it here first.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const endpoints = {
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
  'ecr-api': {
    service: 'ecr.api',
    actions: ['ecr:GetAuthorizationToken', ...pullImages],
    reason: 'Tasks log in to the image repositories.',
  },
  'ecr-dkr': { service: 'ecr.dkr', actions: pullImages, reason: 'Tasks pull their images.' },

  // The log groups are made by Terraform. ECS Exec looks for the group of its commands first:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
  logs: {
    service: 'logs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'Tasks write their logs.',
    operatorActions: ['logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
  },
  monitoring: {
    service: 'monitoring',
    actions: ['cloudwatch:PutMetricData'],
    reason: 'The OpenTelemetry collector of each task writes metrics.',
  },
  xray: {
    service: 'xray',
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    reason: 'The OpenTelemetry collector of each task writes traces.',
  },

  // https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started-instance-profile.html
  ssm: {
    service: 'ssm',
    actions: ['ssm:GetParameter', 'ssm:GetParameters'],
    reason:
      'ECS reads the parameters of a task when it starts, the GenAI function reads its own, the ops host reports here.',
    onlyWayOf: ['genai', 'ops-host'],
    operatorActions: ['ssm:UpdateInstanceInformation'],
  },
  // Without `ec2messages`: agents since 3.3.40.0 send all through `ssmmessages` where they can:
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
  ssmmessages: {
    service: 'ssmmessages',
    actions: [],
    reason: 'Sessions of operators, with ECS Exec or on the ops host, run through it.',
    onlyWayOf: ['ops-host'],
    operatorActions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
  },

  secretsmanager: {
    service: 'secretsmanager',
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
    reason:
      'ECS and the GenAI function read passwords; the migration function makes those of the application users.',
    onlyWayOf: ['genai', 'db-migrate'],
  },
  kms: {
    service: 'kms',
    actions: ['kms:Decrypt'],
    reason: 'Sessions of ECS Exec decrypt here; Parameter Store and Secrets Manager do so on their own side.',
  },
  sts: {
    service: 'sts',
    actions: ['sts:GetCallerIdentity'],
    reason:
      'It tells a process in the VPC which role it has. Tasks and functions get their credentials without it.',
  },

  // Converse is authorised as InvokeModel: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
  'bedrock-runtime': {
    service: 'bedrock-runtime',
    actions: ['bedrock:InvokeModel'],
    reason: 'The GenAI function asks its models.',
    onlyWayOf: ['genai'],
  },
} satisfies Readonly<Record<string, EndpointDefinition>>;

export type EndpointKey = keyof typeof endpoints;

const definitions = Object.entries<EndpointDefinition>(endpoints) as [EndpointKey, EndpointDefinition][];

/** Endpoints that an environment can do without, its tasks then call the services through NAT; other settings decide on the rest. */
export const optionalEndpoints = definitions
  .map(([key]) => key)
  .filter((key) => key !== 'ssmmessages' && key !== 'bedrock-runtime');

/** Settings that decide which endpoints an environment needs. */
export interface EndpointNeeds {
  readonly operatorAccess: { readonly ecsExec: boolean; readonly opsHost: boolean };
  readonly genai?: { readonly bedrockAccess: 'endpoint' | 'nat' } | undefined;
  readonly network: { readonly interfaceEndpoints: readonly EndpointKey[] };
}

/** The endpoints of an environment: those it chose, and those that GenAI and operators need, as far as something passes them. */
export function endpointsFor({ operatorAccess, genai, network }: EndpointNeeds): Record<string, Endpoint> {
  const withOperators = operatorAccess.ecsExec || operatorAccess.opsHost;
  const chosen: readonly EndpointKey[] = [
    ...network.interfaceEndpoints,
    'ssmmessages',
    // With one, its private DNS would lead there whatever else is open.
    ...(genai?.bedrockAccess === 'endpoint' ? (['bedrock-runtime'] as const) : []),
  ];
  const needed = definitions
    .filter(([key]) => chosen.includes(key))
    .map(([key, { service, actions, operatorActions = [] }]): [string, Endpoint] => [
      key,
      { service, actions: withOperators ? [...actions, ...operatorActions] : actions },
    ])
    .filter(([, { actions }]) => actions.length > 0);
  return Object.fromEntries(needed);
}

/** The settings of an environment that may be wrong elsewhere, with defaults for what is missing or malformed. */
export const endpointNeeds = ({
  operatorAccess,
  genai,
  network,
}: ValidPart<EndpointNeeds>): EndpointNeeds => ({
  operatorAccess: { ecsExec: operatorAccess?.ecsExec ?? false, opsHost: operatorAccess?.opsHost ?? false },
  genai: genai && { bedrockAccess: genai.bedrockAccess ?? 'endpoint' },
  network: {
    interfaceEndpoints:
      network?.interfaceEndpoints?.every((key) => key !== undefined) === true
        ? network.interfaceEndpoints
        : optionalEndpoints,
  },
});

/** Finds endpoints that an environment did not choose although a caller has no other way to the service. */
export function* endpointProblems({ operatorAccess, genai, network }: EndpointNeeds): Iterable<Problem> {
  const callers = [
    'db-migrate',
    ...(genai?.bedrockAccess === 'endpoint' ? ['genai'] : []),
    ...(operatorAccess.opsHost ? ['ops-host'] : []),
  ];
  for (const [key, { reason, onlyWayOf = [] }] of definitions) {
    const stranded = onlyWayOf.filter((caller) => callers.includes(caller));
    const isMissing =
      optionalEndpoints.some((one) => one === key) && !network.interfaceEndpoints.includes(key);
    if (!isMissing || stranded.length === 0) continue;
    yield {
      path: 'network.interfaceEndpoints',
      message: `lacks ${key}; allowed: lists with it, the only way of ${stranded.join(' and ')}: ${reason}`,
    };
  }
}
