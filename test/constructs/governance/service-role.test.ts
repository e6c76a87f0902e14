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

test('AWS Backup, which documents no ARN of a source for roles, is asked for the account alone', () => {
  expect(trust('backup.amazonaws.com')?.['Condition']).toEqual({
    StringEquals: { 'aws:SourceAccount': ACCOUNT },
  });
});

test.each<[ServiceRoleProps['service']]>([['ec2.amazonaws.com'], ['lambda.amazonaws.com']])(
  '%s, which sends no source, is asked for none',
  (service) => {
    expect(trust(service)).toEqual({
      Sid: 'ServiceAssumesRole',
      Effect: 'Allow',
      Principal: { Service: service },
      Action: ['sts:AssumeRole'],
    });
  },
);

test('the role may do what its statements say, and what depends on its rights waits for them', () => {
  const { aws_iam_role_policy: policies, aws_sns_topic: topics } = made('lambda.amazonaws.com');
  expect(policies?.['writer_policy']).toMatchObject({ role: '${aws_iam_role.writer_role.id}' });
  expect(statementsOf(policies?.['writer_policy']?.['policy'])['Write']?.Action).toEqual([
    'logs:PutLogEvents',
  ]);
  expect(topics?.['topic']?.['depends_on']).toEqual(['aws_iam_role_policy.writer_policy']);
});
