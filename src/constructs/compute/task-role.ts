import { Construct } from 'constructs';
import { Statement } from '../../core/policy-document';
import { ServiceRole } from '../governance/service-role';

/** Log group of operators' ECS Exec sessions in tasks, and the key that encrypts them. */
export interface CommandSessions {
  readonly kmsKeyArn: string;
  readonly logGroupArn: string;
}

export interface TaskRoleProps {
  readonly name: string;
  readonly service: string;
  /** Key and log group of ECS Exec sessions. @default nobody runs commands in the tasks */
  readonly commandSessions: CommandSessions | undefined;
}

/**
 * The role of a task's containers: they send traces and, with command sessions, carry ECS Exec. Parameters and
 * passwords reach them as variables; they read none themselves.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export class TaskRole extends ServiceRole {
  constructor(scope: Construct, id: string, { commandSessions, service, ...props }: TaskRoleProps) {
    super(scope, id, {
      ...props,
      description: `Rights of the containers of ${service}`,
      service: 'ecs-tasks.amazonaws.com',
      statements: [
        {
          // Traces belong to no resource: AWS checks these actions against none.
          sid: 'SendTraces',
          actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
          resources: ['*'],
        },
        ...(commandSessions === undefined ? [] : commandStatements(commandSessions)),
      ],
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions */
const commandStatements = ({ kmsKeyArn, logGroupArn }: CommandSessions): Statement[] => [
  {
    // Channels belong to a session that is not there yet: AWS checks these actions against no resource.
    sid: 'OpenSessionChannels',
    actions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  },
  { sid: 'DecryptSessions', actions: ['kms:Decrypt'], resources: [kmsKeyArn] },
  {
    sid: 'LogSessions',
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: [`${logGroupArn}:*`],
  },
  {
    // The agent looks for its group among all of them; AWS checks this action against no resource.
    sid: 'FindLogGroup',
    actions: ['logs:DescribeLogGroups'],
    resources: ['*'],
  },
];
