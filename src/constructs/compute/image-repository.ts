import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';

/** Days for which an image stays that lost its tag, or never had one: the time to look at a push that went wrong. */
const UNTAGGED_DAYS = 14;

/** Newest images that stay beside the one that runs: what one may want to go back to. */
const KEPT_IMAGES = 30;

export interface ImageRepositoryProps {
  readonly name: string;
  /** Changing it replaces the repository, with its images. */
  readonly kmsKeyArn: string;
  /** The tag that the environment runs: it never expires. */
  readonly runningTag: string;
  /** Whether `terraform destroy` may delete the images. */
  readonly destroyContents: boolean;
}

/**
 * The images of one service, each under a tag that never moves, scanned when pushed. It has no policy of its own: the
 * rights of the roles of this account suffice, and no other account pulls.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export class ImageRepository extends Construct {
  /** Address without a tag. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, 'repository', {
      name: props.name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: props.kmsKeyArn }],
      forceDelete: props.destroyContents,
    });
    new EcrLifecyclePolicy(this, 'lifecycle', {
      repository: repository.name,
      policy: lifecyclePolicy(props.runningTag),
    });
    this.url = repository.repositoryUrl;
  }
}

/**
 * Age cannot tell a running image from a forgotten one: a service that nobody changes runs the oldest of all. So tagged
 * images go by their number only, and the tag that runs has a rule of its own before that one. The rule expires nothing,
 * since one image has the tag; and what it matches, a rule of lower priority cannot expire.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules
 */
function lifecyclePolicy(runningTag: string): string {
  const expire = { type: 'expire' };
  const rules = [
    {
      description: `Keeps ${runningTag}, which runs`,
      selection: {
        tagStatus: 'tagged',
        tagPatternList: [runningTag],
        countType: 'imageCountMoreThan',
        countNumber: 1,
      },
      action: expire,
    },
    {
      description: `Untagged images go after ${UNTAGGED_DAYS} days`,
      selection: {
        tagStatus: 'untagged',
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: UNTAGGED_DAYS,
      },
      action: expire,
    },
    {
      description: `Of the others, the newest ${KEPT_IMAGES} stay`,
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['*'],
        countType: 'imageCountMoreThan',
        countNumber: KEPT_IMAGES,
      },
      action: expire,
    },
  ];
  return JSON.stringify({ rules: rules.map((rule, i) => ({ rulePriority: i + 1, ...rule })) });
}
