import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { Construct } from 'constructs';

export interface UserSecretProps {
  readonly name: string;
  /** Name of the database user whose login the secret holds. */
  readonly user: string;
  readonly kmsKeyArn: string;
  /** Days in which a deleted secret can be brought back, 7 to 30; 0 deletes it at once and frees its name. */
  readonly recoveryWindowDays: number;
}

/**
 * The secret with the login of an application user. Terraform makes it empty: the migration function draws the password
 * and puts it in, as `{"username": …, "password": …}`, so no password is ever in a state or a plan.
 */
export class UserSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, user, kmsKeyArn, recoveryWindowDays }: UserSecretProps) {
    super(scope, id);
    this.arn = new SecretsmanagerSecret(this, 'secret', {
      name,
      description: `Login of the database user ${user}; the migration function sets its value`,
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
    }).arn;
  }
}
