import { PolicyStatement } from '../../support/policy-documents';
import { found, policy } from '../support/cases';
import { passRoleNamesItsService } from './pass-role-names-its-service';

const reader = (statement: Partial<PolicyStatement>) =>
  found(passRoleNamesItsService, {
    aws_iam_policy: {
      reader: {
        policy: policy({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::archive/*',
          ...statement,
        }),
      },
    },
  });

const toTasks = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };

test.each<[Partial<PolicyStatement>]>([[{}], [{ Action: 'iam:PassRole', Condition: toTasks }]])(
  '%j complies',
  (statement) => {
    expect(reader(statement)).toEqual([]);
  },
);

test.each<[Partial<PolicyStatement>]>([[{ Action: 'iam:PassRole' }], [{ Action: ['iam:*'] }]])(
  '%j is found',
  (statement) => {
    expect(reader(statement)).toEqual(['aws_iam_policy.reader']);
  },
);
