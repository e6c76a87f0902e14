import { found } from '../support/cases';
import { policyCanBeRead } from './policy-can-be-read';

test('a literal document complies', () => {
  expect(found(policyCanBeRead, { aws_iam_policy: { reader: { policy: '{"Statement":[]}' } } })).toEqual([]);
});

test.each([
  [{ policy: '${data.aws_iam_policy_document.reader.json}' }],
  [{ policy: '${jsonencode({ Statement = [] })}' }],
  [{ inline_policy: [{ name: 'reader', policy: '{"Statement":[]}' }] }],
])('%j is found', (body) => {
  expect(found(policyCanBeRead, { aws_iam_role: { reader: body } })).toEqual(['aws_iam_role.reader']);
});
