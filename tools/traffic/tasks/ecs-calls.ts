import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { EcsService } from '../../model/services';
import { clientsByArn } from '../../support/emulator-place';

/** Calls to ECS about what a service's tasks are made of, and which of them have to stop. */
export class EcsCalls {
  readonly #client: (arn: string) => ECSClient;
  readonly #definitions = new Map<string, TaskDefinition>();

  constructor(endpoint: string) {
    this.#client = clientsByArn(endpoint, (place) => new ECSClient(place));
  }

  async definitionOf({ taskDefinition, cluster }: EcsService): Promise<TaskDefinition> {
    const known = this.#definitions.get(taskDefinition);
    if (known !== undefined) return known;
    const answer = await this.#client(cluster).send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const definition = answer.taskDefinition ?? {};
    this.#definitions.set(taskDefinition, definition);
    return definition;
  }

  /** @returns reasons of those tasks for which somebody called StopTask, by ARN */
  async stopReasons(cluster: string, arns: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const client = this.#client(cluster);
    const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }));
    const wanted = arns.filter((arn) => taskArns.includes(arn));
    if (wanted.length === 0) return new Map();
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: wanted }));
    const reasonOf = (arn: string): string =>
      tasks.find(({ taskArn }) => taskArn === arn)?.stoppedReason ?? 'Task stopped by user';
    return new Map(wanted.map((arn) => [arn, reasonOf(arn)]));
  }
}
