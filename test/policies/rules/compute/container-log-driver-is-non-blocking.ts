import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { Container, containersOf } from '../../support/containers';

export const rule: Rule = {
  reason:
    'In blocking mode a container stands still while CloudWatch Logs is slow. A group that does not exist keeps the task from starting, or is made without key and retention.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_task_definition'), (task) =>
      containersOf(task).flatMap((container) =>
        problemsOf(estate, task, container).map((problem) => `${container.name} ${problem}`),
      ),
    ),
};

function problemsOf(estate: Estate, task: Resource, { logConfiguration }: Container): string[] {
  if (logConfiguration?.logDriver !== 'awslogs') return ['does not log to CloudWatch Logs'];
  const { options = {} } = logConfiguration;
  return [
    ...unless(
      options['mode'] === 'non-blocking' && options['max-buffer-size'] !== undefined,
      'waits for CloudWatch Logs, or has no bound on what it holds back',
    ),
    ...unless(
      estate.target(task, options['awslogs-group'])?.type === 'aws_cloudwatch_log_group',
      'logs to a group that is none of ours',
    ),
    ...unless(options['awslogs-region'] === estate.region(task), 'logs to another region'),
    ...unless(options['awslogs-stream-prefix'] !== undefined, 'has no stream prefix, which Fargate demands'),
  ];
}
