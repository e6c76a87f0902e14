import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { Statement } from '../../core/policy-document';
import { keyThrough } from '../governance/kms-key';
import { ServiceRole } from '../governance/service-role';

export interface ExecutionRoleProps {
  readonly name: string;
  readonly service: string;
  readonly repositoryArns: readonly string[];
  readonly logGroupArn: string;
  /** The parameters that the task definition names. */
  readonly parameterArns: readonly string[];
  /** The secret that the task definition names and the key that it is encrypted with. @default none */
  readonly secret: { readonly arn: string; readonly kmsKeyArn: string } | undefined;
}

/**
 * The role that ECS uses on behalf of a task: it pulls the images, reads parameters and secrets, and writes the logs.
 * The containers themselves never have this role.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export class ExecutionRole extends ServiceRole {
  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id, {
      name: props.name,
      description: `Starts the tasks of ${props.service}`,
      service: 'ecs-tasks.amazonaws.com',
      statements: [
        {
          sid: 'PullImage',
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: props.repositoryArns,
        },
        {
          // A token is for the whole registry: AWS checks this action against no resource.
          sid: 'LogInToRegistry',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        },
        {
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`${props.logGroupArn}:*`],
        },
        { sid: 'ReadParameters', actions: ['ssm:GetParameters'], resources: props.parameterArns },
        ...(props.secret === undefined ? [] : secretStatements(props.secret, BaseStack.of(scope))),
      ],
    });
  }
}

const secretStatements = (secret: { arn: string; kmsKeyArn: string }, place: BaseStack): Statement[] => [
  { sid: 'ReadSecret', actions: ['secretsmanager:GetSecretValue'], resources: [secret.arn] },
  keyThrough('DecryptSecret', 'secretsmanager', place, secret.kmsKeyArn),
];
