import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument } from '../../core/policy-document';

export interface DynamodbGatewayEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  readonly routeTableIds: string[];
}

/**
 * A gateway endpoint to DynamoDB that bypasses the NAT gateways: to read and write single items of the account's own
 * tables, for its own principals. It costs nothing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/vpc-endpoints-dynamodb.html
 */
export class DynamodbGatewayEndpoint extends Construct {
  /** Prefix list of DynamoDB's addresses in the region, for rules of security groups. */
  readonly prefixListId: string;

  constructor(scope: Construct, id: string, props: DynamodbGatewayEndpointProps) {
    super(scope, id);
    const { accountId, region } = BaseStack.of(this);
    this.prefixListId = new VpcEndpoint(this, 'endpoint', {
      vpcId: props.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.dynamodb`,
      routeTableIds: props.routeTableIds,
      policy: policyDocument({
        // Any table, as long as this account owns it: the callers' policies name theirs.
        sid: 'ItemsOfOwnTables',
        principal: { aws: '*' },
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:PrincipalAccount': accountId, 'aws:ResourceAccount': accountId },
        },
      }),
      tags: { Name: props.name },
    }).prefixListId;
  }
}
