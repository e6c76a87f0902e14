import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';

/** Days for which an untagged image stays: the time to look into a push that went wrong. */
const UNTAGGED_DAYS = 14;

/** Number of newest images that stay besides the running one, for a rollback. */
const KEPT_IMAGES = 30;

export interface ImageRepositoryProps {
  readonly name: string;
  /** Changing it replaces the repository, with its images. */
  readonly kmsKeyArn: string;
  /** Tag that the environment runs; its image never expires. */
  readonly runningTag: string;
  /** Lets `terraform destroy` delete the repository with its images. */
  readonly destroyContents: boolean;
}

/**
 * The images of one service, each under a tag that never moves, scanned when pushed. It has no policy of its own: the
 * rights of the roles of this account suffice, and no other account pulls.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export class ImageRepository extends Construct {
  /** Address of the repository, without a tag. */
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
 * Builds the lifecycle policy. Age cannot tell a running image from a forgotten one: a service that nobody changes runs
 * the oldest of all. So tagged images expire by number only, and the running tag has a rule of its own before that one.
 * Its rule expires nothing, since only one image has the tag, and a rule of lower priority cannot expire an image that
 * it matches.
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
