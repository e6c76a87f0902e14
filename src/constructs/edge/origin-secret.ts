import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Construct } from 'constructs';
import { RandomPassword } from './random-password';

/**
 * Length of the value. A listener rule compares at most 128 characters, ignoring case: 64 of 36 kinds give 330 bits.
 */
const LENGTH = 64;

export interface OriginSecretProps {
  readonly name: string;
  /** Version of the value: a higher number makes Terraform write a new one. */
  readonly version: number;
  readonly kmsKeyArn: string;
  /** Days in which a deleted secret can be restored, 7 to 30; 0 deletes it at once. */
  readonly recoveryWindowDays: number;
}

/**
 * The secret with the value of the header by which the load balancer recognises the gateway. The value is made inside
 * AWS and is in no code, plan or state of this stack; other stacks read the secret.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HttpHeaderConditionConfig.html
 */
export class OriginSecret extends Construct {
  /** ARN of the secret, known once it has its value. */
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { name, version, kmsKeyArn, recoveryWindowDays }: OriginSecretProps,
  ) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, 'secret', {
      name,
      description: 'Value of the header by which the load balancer knows the gateway',
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
    });
    const password = new RandomPassword(this, 'password', { length: LENGTH });
    const written = new SecretsmanagerSecretVersion(this, 'version', {
      secretId: secret.arn,
      secretStringWo: password.value,
      secretStringWoVersion: version,
    });
    this.arn = written.arn;
  }
}
