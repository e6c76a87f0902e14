import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { Construct } from 'constructs';

export interface EmptySecretProps {
  readonly name: string;
  /** Content of the secret, and who sets it. */
  readonly description: string;
  readonly kmsKeyArn: string;
  /** Days in which a deleted secret can be brought back, 7 to 30; 0 deletes it at once and frees its name. */
  readonly recoveryWindowDays: number;
}

/** A secret that Terraform makes without a value, so that no value is ever in a state or a plan. */
export class EmptySecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { kmsKeyArn, recoveryWindowDays, ...props }: EmptySecretProps) {
    super(scope, id);
    this.arn = new SecretsmanagerSecret(this, 'secret', {
      ...props,
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
    }).arn;
  }
}
