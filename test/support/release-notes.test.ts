import { StackPlan } from '../../tools/plan-report/stack-plan';
import { compareWithNotes } from './release-notes';

const change = (type: string, ...actions: string[]) => ({
  address: `${type}.one`,
  mode: 'managed',
  type,
  name: 'one',
  change: { actions, before: {}, after: null },
});
const plans = [
  {
    stack: 'dev-data',
    dependencies: [],
    plan: {
      resource_changes: [
        change('aws_rds_cluster', 'delete', 'create'),
        change('aws_lb', 'delete'),
        change('aws_iam_policy', 'delete'),
        change('aws_s3_bucket', 'update'),
      ],
    },
  },
] as unknown as StackPlan[];
const notes = (...lines: string[]): string =>
  `# Changes\n\n## Unreleased\n\n${lines.join('\n')}\n\n## 1.0.0\n\n- \`dev-data\` \`aws_lb.one\`\n`;

test('what is replaced or destroyed has to be in the notes of the coming release, not of an earlier one', () => {
  expect(compareWithNotes(plans, notes('Nothing.'))).toEqual({
    unnamed: ['dev-data aws_rds_cluster.one', 'dev-data aws_lb.one'],
    untrue: [],
  });
  const named = [
    '- `dev-data` `aws_rds_cluster.one`: a restore',
    '- `dev-data` `aws_lb.one`: minutes without',
  ];
  expect(compareWithNotes(plans, notes(...named))).toEqual({ unnamed: [], untrue: [] });
});

test('the notes name nothing that stays', () => {
  expect(compareWithNotes([], notes('- `dev-edge` `aws_api_gateway_rest_api.api`'))).toEqual({
    unnamed: [],
    untrue: ['dev-edge aws_api_gateway_rest_api.api'],
  });
});
