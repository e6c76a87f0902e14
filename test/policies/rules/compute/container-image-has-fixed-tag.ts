import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';

/** A digest names one image for ever, wherever it lies. */
const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

const BY_TAG = /^(\$\{.+\}):([\w.-]+)$/;

export const rule: Rule = {
  reason:
    'A tag that moves starts other code than was tested, whenever a task happens to start. Our own repositories have tags that never move.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/image-tag-mutability.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_task_definition'), (task) =>
      containersOf(task).flatMap(({ name, image }) =>
        unless(
          BY_DIGEST.test(image) || isOwn(estate, task, image),
          `the image of ${name}, ${image}, may move`,
        ),
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
