import { collectorPorts } from '../../../../src/lib/collector-ports';
import { isFargateSize } from '../../../../src/config/fargate';
import { Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';

export const rule: Rule = {
  reason:
    'Fargate offers certain sizes only, refuses containers that sum to more than their task, and gives all of them one network interface.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
  check: (estate) => findingsAt(estate.ofType('aws_ecs_task_definition'), problemsOf),
};

function problemsOf(task: Resource): string[] {
  const containers = containersOf(task);
  const [cpu, memory] = [Number(task.body['cpu']), Number(task.body['memory'])];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ports = [
    ...containers.flatMap(({ portMappings }) => portMappings.map(({ containerPort }) => containerPort)),
    ...Object.values(collectorPorts),
  ];
  return [
    ...unless(isFargateSize(cpu, memory), `Fargate does not offer ${memory} MiB with cpu ${cpu}`),
    ...unless(
      sum(containers.map((one) => one.memory)) <= memory && containers.every((one) => one.memory > 0),
      `its containers are not bounded, or to more than its ${memory} MiB`,
    ),
    ...unless(sum(containers.map((one) => one.cpu)) <= cpu, `its containers want more than its cpu, ${cpu}`),
    ...unless(
      new Set(ports).size === ports.length,
      `two of its containers listen on one port: ${ports.join(', ')}`,
    ),
    ...unless(
      containers.some((one) => one.essential) &&
        containers.every(({ dependsOn }) => dependsOn.every(({ condition }) => condition === 'START')),
      'it waits for a container that it can do without',
    ),
  ];
}
