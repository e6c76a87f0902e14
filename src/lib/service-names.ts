import { namesFor } from './naming';

/** The physical names that one service takes in one environment. */
export interface ServiceNames {
  readonly ecrRepository: string;
  readonly ecsService: string;
  readonly taskFamily: string;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly securityGroup: string;
  readonly logGroup: string;
  /** Holds the port, since a change of port replaces a target group before the old one is gone. */
  readonly targetGroup: string;
}

/** @throws Error when one of the names is longer than AWS allows; the target group's 32 characters are what runs out. */
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
    targetGroup: names('target-group', name, String(port)),
  };
}
