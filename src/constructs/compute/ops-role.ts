import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { ServiceRole } from '../governance/service-role';

export interface OpsRoleProps {
  readonly roleName: string;
  readonly profileName: string;
}

/**
 * Role and instance profile of a host that operators reach through Session Manager: the agent's rights to report itself
 * and to carry sessions, and nothing else. They leave out `ec2messages`: agents since 3.3.40.0 use `ssmmessages` where
 * they may.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export class OpsRole extends Construct {
  readonly profileName: string;

  constructor(scope: Construct, id: string, { roleName, profileName }: OpsRoleProps) {
    super(scope, id);
    const { accountId, region } = BaseStack.of(this);
    const role = new ServiceRole(this, 'role', {
      name: roleName,
      description: 'Lets the ops host take sessions of Session Manager',
      service: 'ec2.amazonaws.com',
      statements: [
        {
          sid: 'ReportInstance',
          actions: ['ssm:UpdateInstanceInformation'],
          resources: [`arn:aws:ec2:${region}:${accountId}:instance/*`],
        },
        {
          // AWS checks these against no resource.
          sid: 'CarrySessions',
          actions: [
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          resources: ['*'],
        },
      ],
    });
    this.profileName = new IamInstanceProfile(this, 'profile', { name: profileName, role: role.name }).name;
  }
}
