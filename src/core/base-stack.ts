import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { TerraformElement, TerraformStack } from 'cdktf';
import { Construct, Node } from 'constructs';
import { stableAddress } from './stable-address';

/**
 * Terraform itself: 1.10 brought `use_lockfile`; 1.15.0 and 1.15.1 print the deprecation of `dynamodb_table` on the
 * standard output of `terraform output -json`, where `cdktf` reads it.
 */
const TERRAFORM_VERSION = '>= 1.10.0, != 1.15.0, != 1.15.1';

/** The provider's version, the one in `.terraform.lock.hcl`. */
const AWS_PROVIDER_VERSION = '5.100.0';

export interface BaseStackProps {
  /** Region of every resource, such as `us-west-2`. */
  readonly region: string;
  /** The only account that the stack may touch, 12 digits. @default any account the credentials belong to */
  readonly account?: string;
  /** Tags of every resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A stack with the AWS provider, pinned versions and stable addresses. Where its state lies is the subclass's to say. */
export abstract class BaseStack extends TerraformStack {
  readonly region: string;
  #callerIdentity: DataAwsCallerIdentity | undefined;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id);
    this.region = props.region;
    new AwsProvider(this, 'aws', {
      region: props.region,
      allowedAccountIds: props.account === undefined ? undefined : [props.account],
      defaultTags: [{ tags: props.tags }],
    });
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: AWS_PROVIDER_VERSION,
    });
  }

  /** Id of the account that Terraform runs in, known when it plans. */
  get accountId(): string {
    this.#callerIdentity ??= new DataAwsCallerIdentity(this, 'current');
    return this.#callerIdentity.accountId;
  }

  /** @throws for an id that is not kebab-case */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return stableAddress(TerraformElement.isTerraformElement(element) ? element.node : element, this);
  }

  /**
   * cdktf calls this for a reference from another stack that no contract declares.
   *
   * @throws always: such a reference makes an output with a hashed name, so that renaming a construct breaks the reader
   */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new Error(
      `Another stack refers to ${identifier} of ${this.node.id} directly. ` +
        'Publish it in the contract of that stack (src/stacks) and read the contract instead.',
    );
  }
}
