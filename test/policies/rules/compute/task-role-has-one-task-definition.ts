import { findingsAt, Rule } from '../../rule';

const USES = ['execution_role_arn', 'task_role_arn'] as const;

export const rule: Rule = {
  reason:
    'What one service may do, another could do in its name; and a container with the execution role reads every password that ECS hands over.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  check: (estate) => {
    const tasks = estate.ofType('aws_ecs_task_definition');
    const uses = tasks.flatMap((task) =>
      USES.flatMap((use) =>
        estate.targets(task, task.body[use]).map((role) => ({ address: task.address, role, use })),
      ),
    );
    return [
      ...findingsAt(uses, ({ role, address, use }) =>
        uses
          .filter((other) => other.role === role && !(other.address === address && other.use === use))
          .map((other) => `its ${use} is the ${other.use} of ${other.address}`),
      ),
      ...findingsAt(tasks, (task) =>
        USES.filter((use) => estate.target(task, task.body[use]) === undefined).map(
          (use) => `it has no ${use}`,
        ),
      ),
    ];
  },
};
