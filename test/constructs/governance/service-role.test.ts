import { ServiceRole } from '../../../src/constructs/governance/service-role';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const { aws_iam_role: roles, aws_iam_role_policy: policies } = resourcesOf((stack) => {
  new ServiceRole(stack, 'writer', {
    name: 'petclinic-dev-writer',
    description: 'Writes',
    service: 'vpc-flow-logs.amazonaws.com',
    region: REGION,
    accountId: ACCOUNT,
    statements: [
      { sid: 'Write', actions: ['logs:PutLogEvents'], resources: ['arn:aws:logs:::log-group:a:*'] },
    ],
  });
});

test('the service assumes the role for this account and this kind of source only', () => {
  expect(statementsOf(roles?.['writer_role']?.['assume_role_policy'])).toMatchObject({
    ServiceAssumesRole: {
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': `arn:aws:ec2:us-west-2:${ACCOUNT}:vpc-flow-log/*` },
      },
    },
  });
});

test('the role may do what its statements say', () => {
  expect(policies?.['writer_policy']).toMatchObject({ role: '${aws_iam_role.writer_role.id}' });
  expect(statementsOf(policies?.['writer_policy']?.['policy'])['Write']?.Action).toEqual([
    'logs:PutLogEvents',
  ]);
});
