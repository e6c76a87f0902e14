import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument } from '../../core/policy-document';

export interface InterfaceEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  /** Name of the service without its prefix, such as `ecr.api`. */
  readonly service: string;
  /** Actions that the endpoint lets through, for principals of this account only. */
  readonly actions: readonly string[];
  readonly subnetIds: string[];
  readonly securityGroupId: string;
}

/**
 * A private path to one AWS service, under the service's usual DNS name.
 *
 * The endpoint's policy is a second bound beside the caller's own rights: it names the actions, and keeps credentials of
 * other accounts from using the network to carry data out. Its resource is `*` because the callers' policies name theirs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export class InterfaceEndpoint extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointProps) {
    super(scope, id);
    const { accountId, region } = BaseStack.of(this);
    new VpcEndpoint(this, 'endpoint', {
      vpcId: props.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${region}.${props.service}`,
      privateDnsEnabled: true,
      subnetIds: props.subnetIds,
      securityGroupIds: [props.securityGroupId],
      policy: policyDocument({
        sid: 'OwnAccountOnly',
        principal: { aws: '*' },
        actions: props.actions,
        resources: ['*'],
        conditions: { StringEquals: { 'aws:PrincipalAccount': accountId } },
      }),
      tags: { Name: props.name },
    });
  }
}
