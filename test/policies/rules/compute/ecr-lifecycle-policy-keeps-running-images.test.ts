import { found } from '../../support/cases';
import { rule } from './ecr-lifecycle-policy-keeps-running-images';

const running = { tagStatus: 'tagged', tagPatternList: ['3.4.1'], countType: 'imageCountMoreThan' };
const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed' };
const newest = { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan' };

const repository = (...selections: readonly object[]) =>
  found(rule, {
    aws_ecr_repository: { vets: {} },
    aws_ecs_task_definition: {
      vets: {
        container_definitions: JSON.stringify([
          { image: '${aws_ecr_repository.vets.repository_url}:3.4.1' },
          { image: 'public.ecr.aws/collector:1' },
        ]),
      },
    },
    ...(selections.length === 0
      ? {}
      : {
          aws_ecr_lifecycle_policy: {
            vets: {
              repository: '${aws_ecr_repository.vets.name}',
              policy: JSON.stringify({
                rules: selections.map((selection, i) => ({ rulePriority: i + 1, selection })),
              }),
            },
          },
        }),
  });

test('a repository that keeps the running tag, and of the others the newest, complies', () => {
  expect(repository(running, untagged, newest)).toEqual([]);
});

test.each<[string, object[]]>([
  ['without a policy', []],
  ['that keeps untagged images', [running, newest]],
  ['that keeps the newest before the running tag', [newest, untagged, running]],
  ['that keeps another tag', [{ ...running, tagPatternList: ['3.4.0'] }, untagged, newest]],
  ['that keeps by age', [running, untagged, { ...newest, countType: 'sinceImagePushed' }]],
])('a repository %s is found', (_, selections) => {
  expect(new Set(repository(...selections))).toEqual(new Set(['aws_ecr_repository.vets']));
});
