import { ApiGatewayAccount as AwsApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { trustPolicy } from '../../core/policy-document';

/** The AWS managed policy for this role: API Gateway tests the role, and refuses one with less. */
const POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

export interface ApiGatewayAccountProps {
  readonly roleName: string;
}

/**
 * Lets API Gateway write to CloudWatch Logs, for every API of the account in the region: there is one such setting.
 * Destroying this construct deletes the role and leaves the setting, which then names a role that is gone, until it is
 * applied again. Version 6 of the provider resets the setting.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#set-up-access-logging-permissions
 */
export class ApiGatewayAccount extends Construct {
  /** Setting that a stage with logs depends on. */
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
      dependsOn: [rights],
    });
  }
}
