import { ApiGatewayAccount as AwsApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { trustPolicy } from '../../core/policy-document';

/** The policy that AWS keeps for this role: API Gateway tries the role, and refuses one with less. */
const POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

export interface ApiGatewayAccountProps {
  readonly roleName: string;
}

/**
 * Lets API Gateway write to CloudWatch Logs, for every API of the account and the region: there is one such setting, and
 * whoever makes it takes it away again.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#set-up-access-logging-permissions
 */
export class ApiGatewayAccount extends Construct {
  /** A stage that logs depends on it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, { roleName }: ApiGatewayAccountProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: roleName,
      description: 'API Gateway writes the logs of every API of the account',
      assumeRolePolicy: trustPolicy('apigateway.amazonaws.com'),
    });
    const rights = new IamRolePolicyAttachment(this, 'rights', { role: role.name, policyArn: POLICY });
    this.ready = new AwsApiGatewayAccount(this, 'account', {
      cloudwatchRoleArn: role.arn,
      // Otherwise the setting would go on to name a role that is gone. Version 6 of the provider does it by itself.
      resetOnDelete: true,
      dependsOn: [rights],
    });
  }
}
