import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LogGroup } from '../observability/log-group';
import { ExecutionRole } from './execution-role';
import { CommandSessions, TaskRole } from './task-role';
import { TaskDefinition } from './task-definition';

/** Where a login is kept: a secret with the keys `username` and `password`. */
export interface Login {
  readonly secretArn: string;
  readonly kmsKeyArn: string;
  /** The variables that take the login. */
  readonly variables: { readonly username: string; readonly password: string };
}

export interface ServiceTaskProps {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly family: string;
  /** Name of the environment, such as `dev`: its traces are marked with it. */
  readonly environmentName: string;
  readonly executionRoleName: string;
  readonly taskRoleName: string;
  readonly logs: { readonly name: string; readonly retentionDays: number; readonly kmsKeyArn: string };
  readonly repositoryArn: string;
  /** With a fixed tag. */
  readonly image: string;
  readonly port: number;
  readonly healthPath: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Variables in clear, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of the parameters that variables come from, by variable. */
  readonly parameters: Readonly<Record<string, string>>;
  /** @default the service logs in nowhere */
  readonly login: Login | undefined;
  /** @default nobody runs commands in the tasks */
  readonly commandSessions: CommandSessions | undefined;
}

/** What a service runs: the task definition with its two roles and its log group. */
export class ServiceTask extends Construct {
  readonly definitionArn: string;
  /** Name of its log group. */
  readonly logGroup: string;
  /** Tasks start only once the roles have their rights. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceTaskProps) {
    super(scope, id);
    const { accountId, region, login, commandSessions } = props;
    const common = { service: props.name, accountId, region };
    const logGroup = new LogGroup(this, 'log-group', props.logs);
    const executionRole = new ExecutionRole(this, 'execution-role', {
      ...common,
      name: props.executionRoleName,
      repositoryArn: props.repositoryArn,
      logGroupArn: logGroup.arn,
      parameterArns: Object.values(props.parameters),
      secret: login && { arn: login.secretArn, kmsKeyArn: login.kmsKeyArn },
    });
    const taskRole = new TaskRole(this, 'task-role', {
      ...common,
      name: props.taskRoleName,
      commandSessions,
    });
    this.definitionArn = new TaskDefinition(this, 'definition', {
      family: props.family,
      environmentName: props.environmentName,
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      image: props.image,
      port: props.port,
      healthPath: props.healthPath,
      cpu: props.cpu,
      memoryMiB: props.memoryMiB,
      logs: { group: logGroup.name, region },
      environment: props.environment,
      secrets: { ...props.parameters, ...loginSecrets(login) },
      commandExecution: commandSessions !== undefined,
    }).arn;
    this.logGroup = logGroup.name;
    this.ready = [executionRole.rights, taskRole.rights];
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html */
function loginSecrets(login: Login | undefined): Record<string, string> {
  if (login === undefined) return {};
  const { secretArn, variables } = login;
  return {
    [variables.username]: `${secretArn}:username::`,
    [variables.password]: `${secretArn}:password::`,
  };
}
