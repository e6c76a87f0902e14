import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';

/** Earlier images that a rollback can choose from. */
const EARLIER = 10;

export const rule: Rule = {
  reason:
    'Images cost storage until they expire; but a service whose image has expired cannot start another task.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecr_repository'), (repository) => problemsOf(estate, repository)),
};

interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countNumber: number;
  };
}

function problemsOf(estate: Estate, repository: Resource): string[] {
  const [lifecycle] = estate.referringTo(repository, 'repository', 'aws_ecr_lifecycle_policy');
  if (lifecycle === undefined) return ['nothing in it ever expires'];
  const { rules } = JSON.parse(lifecycle.body['policy'] as string) as { rules: LifecycleRule[] };
  const [first, ...others] = [...rules].sort((a, b) => a.rulePriority - b.rulePriority);
  const kept = first?.selection;
  const keepsOneTag =
    kept?.tagStatus === 'tagged' &&
    kept.countType === 'imageCountMoreThan' &&
    kept.tagPatternList?.length === 1 &&
    !kept.tagPatternList.some((pattern) => pattern.includes('*'));
  return [
    ...unless(keepsOneTag, 'its first rule does not keep the one tag that runs'),
    ...unless(
      others.some(({ selection }) => selection.tagStatus === 'untagged'),
      'untagged images stay for ever',
    ),
    ...rules
      .filter(({ selection }) => selection.tagStatus !== 'untagged')
      .filter(({ selection }) => selection.countType !== 'imageCountMoreThan')
      .map(() => 'tagged images expire by age: what runs longest goes first'),
    ...unless(
      others.every(({ selection }) => selection.tagStatus === 'untagged' || selection.countNumber >= EARLIER),
      `it keeps less than ${EARLIER} earlier images to go back to`,
    ),
    ...runningTags(estate, repository)
      .filter((tag) => kept?.tagPatternList?.includes(tag) !== true)
      .map((tag) => `its first rule does not keep ${tag}, which a task definition names`),
  ];
}

/** The tags under which task definitions of the environment name images of the repository. */
function runningTags(estate: Estate, repository: Resource): string[] {
  const tags = estate.ofType('aws_ecs_task_definition').flatMap((task) =>
    containersOf(task).flatMap(({ image }) => {
      const [, reference, tag = ''] = /^(\$\{.+\}):([\w.-]+)$/.exec(image) ?? [];
      return estate.targets(task, reference).includes(repository) ? [tag] : [];
    }),
  );
  return [...new Set(tags)];
}
