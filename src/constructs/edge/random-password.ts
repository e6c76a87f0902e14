import { Token, TerraformElement } from 'cdktf';
import { Construct } from 'constructs';

const TYPE = 'aws_secretsmanager_random_password';

export interface RandomPasswordProps {
  /** Number of characters, 1 to 4096. */
  readonly length: number;
}

/**
 * A password of letters and digits that Secrets Manager draws anew whenever Terraform runs. It is ephemeral: Terraform
 * keeps the value in no plan and no state, and accepts it only in write-only arguments, which it does not keep either.
 *
 * cdktf 0.21 knows no ephemeral resources.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/ephemeral
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export class RandomPassword extends TerraformElement {
  readonly #length: number;

  constructor(scope: Construct, id: string, { length }: RandomPasswordProps) {
    super(scope, id);
    this.#length = length;
  }

  get value(): string {
    return Token.asString(`\${ephemeral.${TYPE}.${this.friendlyUniqueId}.random_password}`);
  }

  override toTerraform(): object {
    const body = { password_length: this.#length, exclude_punctuation: true };
    return { ephemeral: { [TYPE]: { [this.friendlyUniqueId]: body } } };
  }
}
