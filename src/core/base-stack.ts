import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { TerraformDataSource, TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IConstruct, Node } from 'constructs';
import { undeclaredReference } from './references';
import { stableAddress } from './stable-address';

/**
 * Terraform itself: 1.11 brought write-only arguments, through which a secret reaches AWS without lying in a state; 1.15.0
 * and 1.15.1 print the deprecation of `dynamodb_table` on the standard output of `terraform output -json`, where `cdktf`
 * reads it.
 */
const TERRAFORM_VERSION = '>= 1.11.0, != 1.15.0, != 1.15.1';

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

  /** The stack of a construct, from which it has account and region. */
  static override of(construct: IConstruct): BaseStack {
    return super.of(construct) as BaseStack;
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
   * cdktf would resolve the whole stack here, only to find references to other stacks, and once more when it is written:
   * a third of the time of a synthesis. `toTerraform` finds them in what is written.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /**
   * @throws for a reference to another stack that no contract declares: cdktf would make an output with a hashed name of it,
   * so that renaming a construct breaks the reader
   */
  override toTerraform(): object {
    const configuration = super.toTerraform() as object;
    const address = undeclaredReference(configuration);
    if (address !== undefined) {
      const owner = this.node.scope?.node.children.find((stack) => declares(stack, address))?.node.id;
      throw new Error(
        `${this.node.id} refers to ${address} of ${owner ?? 'no stack'} directly. ` +
          'Publish it in the contract of that stack (src/stacks) and read the contract instead.',
      );
    }
    return configuration;
  }
}

const declares = (stack: IConstruct, address: string): boolean =>
  stack.node.findAll().some((element) => {
    const isData = TerraformDataSource.isTerraformDataSource(element);
    if (!isData && !TerraformResource.isTerraformResource(element)) return false;
    const path = `${element.terraformResourceType}.${element.friendlyUniqueId}`;
    return address === (isData ? `data.${path}` : path);
  });
