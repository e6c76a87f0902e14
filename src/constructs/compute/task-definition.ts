import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Construct } from 'constructs';
import { ApplicationContainer, applicationContainer, TEMPORARY_FILES } from './application-container';
import { collectorContainer } from './collector';

export interface TaskDefinitionProps extends Omit<ApplicationContainer, 'cpu' | 'memoryMiB'> {
  readonly family: string;
  /** Name of the environment, such as `dev`, which its traces are marked with. */
  readonly environmentName: string;
  /** Image reference of the collector, with a fixed tag. */
  readonly collectorImage: string;
  /** CPU of both containers together, in units of 1/1024 vCPU. */
  readonly cpu: number;
  /** Memory of both containers together. */
  readonly memoryMiB: number;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
}

/**
 * A task on Fargate: the service's container and the collector beside it. Each change makes a new revision, which the
 * service takes over. Old revisions stay, also when the stack is gone: a deployment that fails goes back to the last one, and
 * ECS starts nothing from a revision that was deregistered. They cost nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export class TaskDefinition extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    this.arn = new EcsTaskDefinition(this, 'task-definition', {
      family: props.family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      // What the images are built for.
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
      cpu: String(props.cpu),
      memory: String(props.memoryMiB),
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      containerDefinitions: JSON.stringify([
        applicationContainer(props),
        collectorContainer(props.collectorImage, props.logs, props.environmentName),
      ]),
      volume: [{ name: TEMPORARY_FILES }],
      skipDestroy: true,
    }).arn;
  }
}
