import type { EnvironmentSettings } from './schema';

/** An interface endpoint of the VPC, and the IAM actions its policy lets through. */
export interface Endpoint {
  /** Last part of the service name, after `com.amazonaws.<region>.`. */
  readonly service: string;
  readonly actions: readonly string[];
}

interface EndpointDefinition extends Endpoint {
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
export const endpoints: Readonly<Record<string, EndpointDefinition>> = {
  // Tasks pull their images: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
  'ecr-api': { service: 'ecr.api', actions: ['ecr:GetAuthorizationToken', ...pullImages] },
  'ecr-dkr': { service: 'ecr.dkr', actions: pullImages },

  // Tasks write their logs; the log groups are made by Terraform. ECS Exec looks for the group of its commands first:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
  logs: {
    service: 'logs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    operatorActions: ['logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
  },
  // The OpenTelemetry collector of each task writes metrics and traces.
  monitoring: { service: 'monitoring', actions: ['cloudwatch:PutMetricData'] },
  xray: { service: 'xray', actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] },

  // ECS reads the parameters of a task when it starts, the functions read theirs. The ops host reports to Systems Manager:
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started-instance-profile.html
  ssm: {
    service: 'ssm',
    actions: ['ssm:GetParameter', 'ssm:GetParameters'],
    operatorActions: ['ssm:UpdateInstanceInformation'],
  },
  // Without `ec2messages`: agents since 3.3.40.0 send all through `ssmmessages` where they can:
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
  ssmmessages: {
    service: 'ssmmessages',
    actions: [],
    operatorActions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
  },

  // ECS and the GenAI function read passwords; the migration function makes those of the application users.
  secretsmanager: {
    service: 'secretsmanager',
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
  },
  // Parameter Store and Secrets Manager decrypt on their own side; only who decrypts by itself passes here, as session
  // data under a customer key is.
  kms: { service: 'kms', actions: ['kms:Decrypt'] },
  // Tells a process in the VPC which role it has. Tasks and functions get their credentials without it.
  sts: { service: 'sts', actions: ['sts:GetCallerIdentity'] },

  // The GenAI function. Converse is authorised as InvokeModel:
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
  'bedrock-runtime': { service: 'bedrock-runtime', actions: ['bedrock:InvokeModel'] },
};

/** Settings that decide which endpoints an environment needs. */
export interface EndpointNeeds {
  readonly operatorAccess: EnvironmentSettings['operatorAccess'];
  readonly bedrockAccess: EnvironmentSettings['genai']['bedrockAccess'];
}

/** The endpoints that an environment needs: those through which it sends at least one action. */
export function endpointsFor({ operatorAccess, bedrockAccess }: EndpointNeeds): Record<string, Endpoint> {
  const withOperators = operatorAccess.ecsExec || operatorAccess.opsHost;
  const needed = Object.entries(endpoints)
    // With one, its private DNS would lead there whatever else is open.
    .filter(([key]) => key !== 'bedrock-runtime' || bedrockAccess === 'endpoint')
    .map(([key, { service, actions, operatorActions = [] }]): [string, Endpoint] => [
      key,
      { service, actions: withOperators ? [...actions, ...operatorActions] : actions },
    ])
    .filter(([, { actions }]) => actions.length > 0);
  return Object.fromEntries(needed);
}
