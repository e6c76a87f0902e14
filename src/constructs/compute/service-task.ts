import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { LogGroup } from '../observability/log-group';
import { ExecutionRole } from './execution-role';
import { CommandSessions, TaskRole } from './task-role';
import { TaskDefinition } from './task-definition';

/** Login of a database user: a secret with the keys `username` and `password`, and the variables that take them. */
export interface Login {
  readonly secretArn: string;
  readonly kmsKeyArn: string;
  /** Names of the environment variables that take the login. */
  readonly variables: { readonly username: string; readonly password: string };
}

export interface ServiceTaskProps {
  readonly name: string;
  readonly family: string;
  /** Name of the environment, such as `dev`, which its traces are marked with. */
  readonly environmentName: string;
  readonly executionRoleName: string;
  readonly taskRoleName: string;
  readonly logs: { readonly name: string; readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Repositories that its images are pulled from. */
  readonly repositoryArns: readonly string[];
  /** Image reference with a fixed tag. */
  readonly image: string;
  /** The same of the collector. */
  readonly collectorImage: string;
  readonly port: number;
  /** Path that answers 200 as long as the process works. */
  readonly livenessPath: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Variables in clear, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of the parameters that variables come from, by variable. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Login of the service's database user. @default the service logs in nowhere */
  readonly login: Login | undefined;
  /** Key and log group of ECS Exec sessions. @default nobody runs commands in the tasks */
  readonly commandSessions: CommandSessions | undefined;
}

/** The task of a service: its task definition with two roles and a log group. */
export class ServiceTask extends Construct {
  readonly definitionArn: string;
  /** Name of its log group. */
  readonly logGroup: string;
  /** Resources that the service depends on, so that tasks start only once their roles have their rights. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceTaskProps) {
    super(scope, id);
    const { name: service, login, commandSessions } = props;
    const logGroup = new LogGroup(this, 'log-group', props.logs);
    const executionRole = new ExecutionRole(this, 'execution-role', {
      service,
      name: props.executionRoleName,
      repositoryArns: props.repositoryArns,
      logGroupArn: logGroup.arn,
      parameterArns: Object.values(props.parameters),
      secret: login && { arn: login.secretArn, kmsKeyArn: login.kmsKeyArn },
    });
    const taskRole = new TaskRole(this, 'task-role', {
      service,
      name: props.taskRoleName,
      commandSessions,
    });
    this.definitionArn = new TaskDefinition(this, 'definition', {
      family: props.family,
      environmentName: props.environmentName,
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      image: props.image,
      collectorImage: props.collectorImage,
      port: props.port,
      livenessPath: props.livenessPath,
      cpu: props.cpu,
      memoryMiB: props.memoryMiB,
      logs: { group: logGroup.name, region: BaseStack.of(this).region },
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
