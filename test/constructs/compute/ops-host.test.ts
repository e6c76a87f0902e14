import { OpsHost } from '../../../src/constructs/compute/ops-host';
import { OpsRole } from '../../../src/constructs/compute/ops-role';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const resources = resourcesOf((stack) => {
  const role = new OpsRole(stack, 'ops-role', {
    roleName: 'petclinic-dev-ops-host',
    profileName: 'petclinic-dev-ops-host',
    region: REGION,
    accountId: ACCOUNT,
  });
  new OpsHost(stack, 'ops-host', {
    name: 'petclinic-dev-ops-host',
    launchTemplateName: 'petclinic-dev-ops-host',
    securityGroupName: 'petclinic-dev-ops-host',
    instanceProfile: role.profileName,
    vpcId: 'vpc-1',
    subnetId: 'subnet-app-a',
    endpointSecurityGroupId: 'sg-endpoints',
    s3PrefixListId: 'pl-s3',
  });
});
const group = '${aws_security_group.ops-host_security-group_group.id}';

test('the host has no public address, and takes all else from its launch template', () => {
  expect(resources['aws_instance']?.['ops-host_host']).toEqual({
    launch_template: {
      id: '${aws_launch_template.ops-host_launch-template.id}',
      version: '${aws_launch_template.ops-host_launch-template.latest_version}',
    },
    subnet_id: 'subnet-app-a',
    vpc_security_group_ids: [group],
    associate_public_ip_address: false,
    tags: { Name: 'petclinic-dev-ops-host' },
  });
});

test('the template names the image by a parameter, demands IMDSv2 on one hop, and encrypts the disk', () => {
  expect(resources['aws_launch_template']?.['ops-host_launch-template']).toMatchObject({
    image_id: expect.stringMatching(
      /^resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\/al2023-.*-arm64$/,
    ) as unknown,
    instance_type: 't4g.nano',
    iam_instance_profile: { name: '${aws_iam_instance_profile.ops-role_profile.name}' },
    metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
    block_device_mappings: [
      {
        device_name: '/dev/xvda',
        ebs: { encrypted: 'true', volume_type: 'gp3', delete_on_termination: 'true' },
      },
    ],
  });
});

test('it reaches the endpoints and packages on 443, and nothing reaches it', () => {
  const https = { ip_protocol: 'tcp', from_port: 443, to_port: 443 };
  const rules = (direction: string) =>
    Object.values(resources[`aws_vpc_security_group_${direction}_rule`] ?? {});
  expect(rules('egress')).toMatchObject([
    { ...https, security_group_id: group, referenced_security_group_id: 'sg-endpoints' },
    { ...https, security_group_id: group, prefix_list_id: 'pl-s3' },
  ]);
  expect(rules('ingress')).toMatchObject([
    { ...https, security_group_id: 'sg-endpoints', referenced_security_group_id: group },
  ]);
});

test('its role reports instances of the account and carries sessions', () => {
  const { policy } = resources['aws_iam_role_policy']?.['ops-role_role_policy'] ?? {};
  const statements = statementsOf(policy);
  expect(Object.keys(statements)).toEqual(['ReportInstance', 'CarrySessions']);
  expect(statements['ReportInstance']).toMatchObject({
    Action: ['ssm:UpdateInstanceInformation'],
    Resource: [`arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*`],
  });
});
