import { findingsAt, Rule, unless } from '../../rule';
import { servicesOf } from '../../support/services';

export const rule: Rule = {
  reason:
    'Who gets into a container cannot change what it runs. Java needs a folder for temporary files; the agent of ECS Exec needs the whole root.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations',
  check: (estate) =>
    findingsAt(servicesOf(estate), ({ service, containers }) =>
      containers.flatMap((container) => {
        const { name, essential, mountPoints, readonlyRootFilesystem } = container;
        const exec = service.body['enable_execute_command'] === true && essential;
        return [
          ...unless(readonlyRootFilesystem || exec, `the root of ${name} can be written to`),
          ...unless(
            !exec || !readonlyRootFilesystem,
            `commands in ${name} need a root that can be written to`,
          ),
          ...unless(
            !essential ||
              mountPoints.some(
                ({ containerPath, readOnly }) => containerPath === '/tmp' && readOnly !== true,
              ),
            `${name} has no /tmp that it can write to`,
          ),
        ];
      }),
    ),
};
