import { ENVIRONMENT_NAME_MAX, namesFor, targetGroupName } from './naming';
import { NAME_PREFIX } from './name-prefix';

/**
 * Characters that the name of a service may have: with the longest name of an environment, the 64 of its execution role
 * are what runs out first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const SERVICE_NAME_MAX = 64 - `${NAME_PREFIX}-`.length - ENVIRONMENT_NAME_MAX - '--execution'.length;

/** The physical names that one service takes in one environment. */
export interface ServiceNames {
  readonly ecrRepository: string;
  readonly ecsService: string;
  readonly taskFamily: string;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly securityGroup: string;
  readonly logGroup: string;
  /** Name that the group gets when it is made: one that is there keeps its own through changes of name and port. */
  readonly targetGroup: string;
  /** Tag `Name` of the target group: service and port in full. */
  readonly targetGroupTag: string;
}

/** @throws Error when one of the names is longer than AWS allows: for services of more than {@link SERVICE_NAME_MAX} characters */
export function serviceNames(environment: string, service: { name: string; port: number }): ServiceNames {
  const names = namesFor(environment);
  const { name, port } = service;
  return {
    ecrRepository: names('ecr-repository', name),
    ecsService: names('ecs-service', name),
    taskFamily: names('ecs-task-family', name),
    executionRole: names('iam-role', name, 'execution'),
    taskRole: names('iam-role', name, 'task'),
    securityGroup: names('security-group', name),
    logGroup: names('log-group', name),
    targetGroup: targetGroupName(environment, name, String(port)),
    targetGroupTag: names('name-tag', name, String(port)),
  };
}
