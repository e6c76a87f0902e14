import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { ServiceRole, ServiceRoleProps } from '../../../src/constructs/governance/service-role';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';

const made = (service: ServiceRoleProps['service'], managedPolicies?: ServiceRoleProps['managedPolicies']) =>
  resourcesOf((stack) => {
    const role = new ServiceRole(stack, 'writer', {
      name: 'petclinic-dev-writer',
      description: 'Writes',
      service,
      statements: [
        { sid: 'Write', actions: ['logs:PutLogEvents'], resources: ['arn:aws:logs:::log-group:a:*'] },
      ],
      ...(managedPolicies === undefined ? {} : { managedPolicies }),
    });
    new SnsTopic(stack, 'topic', { dependsOn: [role.rights] });
  });

const trust = (service: ServiceRoleProps['service']) =>
  statementsOf(made(service)['aws_iam_role']?.['writer_role']?.['assume_role_policy'])['ServiceAssumesRole'];

test.each<[ServiceRoleProps['service'], string]>([
  ['config.amazonaws.com', `arn:aws:config:us-west-2:${ACCOUNT}:*`],
  ['ecs-tasks.amazonaws.com', `arn:aws:ecs:us-west-2:${ACCOUNT}:*`],
  ['monitoring.rds.amazonaws.com', `arn:aws:rds:us-west-2:${ACCOUNT}:db:*`],
  ['vpc-flow-logs.amazonaws.com', `arn:aws:ec2:us-west-2:${ACCOUNT}:vpc-flow-log/*`],
])('%s assumes the role for this account and this kind of source only', (service, source) => {
  expect(trust(service)).toMatchObject({
    Principal: { Service: service },
    Condition: {
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
      ArnLike: { 'aws:SourceArn': source },
    },
  });
});

test('what depends on the rights of the role waits for them', () => {
  const { aws_sns_topic: topics } = made('lambda.amazonaws.com');
  expect(topics?.['topic']?.['depends_on']).toEqual(['aws_iam_role_policy.writer_policy']);
});
