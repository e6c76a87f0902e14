import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';

const BY_TAG = /^(\$\{.+\}):([\w.-]+)$/;

export const rule: Rule = {
  reason:
    'A tag that moves starts other code than was tested, whenever a task happens to start. Our own repositories have tags that never move, and no limit or outage of a public registry keeps a task from starting.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/image-tag-mutability.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_task_definition'), (task) =>
      containersOf(task).flatMap(({ name, image }) =>
        unless(isOwn(estate, task, image), `the image of ${name}, ${image}, is in no repository of ours`),
      ),
    ),
};

function isOwn(estate: Estate, task: Resource, image: string): boolean {
  const [, repository, tag] = BY_TAG.exec(image) ?? [];
  return (
    tag !== undefined &&
    tag.toLowerCase() !== 'latest' &&
    estate.target(task, repository)?.type === 'aws_ecr_repository'
  );
}
