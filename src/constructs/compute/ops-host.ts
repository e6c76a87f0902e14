import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { Construct } from 'constructs';
import { GroupConnection } from '../network/group-connection';
import { SecurityGroup } from '../network/security-group';

/** The newest Amazon Linux 2023, which has the agent of Session Manager. EC2 looks it up when it launches an instance. */
const IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

export interface OpsHostProps {
  readonly name: string;
  readonly launchTemplateName: string;
  readonly securityGroupName: string;
  readonly instanceProfile: string;
  readonly vpcId: string;
  /** A private subnet with endpoints for `ssm` and `ssmmessages`. */
  readonly subnetId: string;
  readonly endpointSecurityGroupId: string;
  /** Prefix list of S3 in the region, from which Amazon Linux installs packages. */
  readonly s3PrefixListId: string;
}

/**
 * A small private instance for operators, reached through Session Manager alone. It has no key pair, takes no
 * connection, and reaches the endpoints and Amazon Linux's packages in S3. An operator who needs more, such as the
 * database, adds that rule for the time it is needed.
 *
 * Its image is a parameter in a launch template: Terraform sees the parameter's name, which stays, and not the image, so
 * that a new image neither drifts nor replaces the host. To renew it: `terraform apply -replace` on the instance.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html#use-an-ssm-parameter-instead-of-an-ami-id
 */
export class OpsHost extends Construct {
  constructor(scope: Construct, id: string, props: OpsHostProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'security-group', {
      name: props.securityGroupName,
      description: 'Ops host: takes no connection, reaches endpoints and packages',
      vpcId: props.vpcId,
    });
    new GroupConnection(this, 'to-endpoints', {
      fromGroupId: group.id,
      toGroupId: props.endpointSecurityGroupId,
      tcpPort: 443,
      description: 'Ops host to Session Manager',
    });
    new VpcSecurityGroupEgressRule(this, 'to-packages', {
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'Packages of Amazon Linux',
      securityGroupId: group.id,
      prefixListId: props.s3PrefixListId,
    });

    const template = new LaunchTemplate(this, 'launch-template', {
      name: props.launchTemplateName,
      description: 'Ops host',
      imageId: IMAGE,
      instanceType: 't4g.nano',
      iamInstanceProfile: { name: props.instanceProfile },
      // One hop: what runs in a container on the host does not get the host's credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      // AWS's own key: the host keeps nothing.
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { encrypted: 'true', volumeType: 'gp3', deleteOnTermination: 'true' },
        },
      ],
      tagSpecifications: [{ resourceType: 'volume', tags: { Name: props.name } }],
    });
    new Instance(this, 'host', {
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      subnetId: props.subnetId,
      vpcSecurityGroupIds: [group.id],
      associatePublicIpAddress: false,
      tags: { Name: props.name },
    });
  }
}
