import { ImageRepository } from '../../../src/constructs/compute/image-repository';
import { resourcesOf } from '../../support/construct';

const repository = (runningTag: string) =>
  resourcesOf((stack) => {
    new ImageRepository(stack, 'vets', {
      name: 'petclinic-dev-vets-service',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/data',
      runningTag,
      destroyContents: false,
    });
  });

interface LifecycleRule {
  rulePriority: number;
  selection: { tagPatternList?: string[]; countType: string; countNumber: number };
}

/**
 * The tags that expire of images pushed one a day, oldest first, as AWS's rules have it: what a rule matches, no later
 * rule expires, https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules.
 */
function expiring(runningTag: string, tags: readonly string[]): string[] {
  const { policy } = repository(runningTag)['aws_ecr_lifecycle_policy']?.['vets_lifecycle'] ?? {};
  const { rules } = JSON.parse(String(policy)) as { rules: LifecycleRule[] };
  const tagged = rules.filter(({ selection }) => selection.tagPatternList !== undefined);
  const matches = ({ selection }: LifecycleRule, tag: string): boolean =>
    selection.tagPatternList?.every((pattern) => pattern === '*' || pattern === tag) === true;
  const ordered = [...tagged].sort((a, b) => a.rulePriority - b.rulePriority);
  return ordered.flatMap((rule, i) => {
    const own = tags.filter((tag) => matches(rule, tag));
    const excess = own.slice(0, Math.max(0, own.length - rule.selection.countNumber));
    return excess.filter((tag) => !ordered.slice(0, i).some((earlier) => matches(earlier, tag)));
  });
}

test('of many images the running one stays, however old it is, and the newest thirty', () => {
  const tags = Array.from({ length: 50 }, (_, day) => `1.0.${day}`);
  expect(expiring('1.0.0', tags)).toEqual(tags.slice(1, 20));
  expect(expiring('1.0.49', tags)).toEqual(tags.slice(0, 20));
});
