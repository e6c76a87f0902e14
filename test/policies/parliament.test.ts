import { Body, estateOf } from '../support/estate';
import { PolicyKind } from '../support/policy-documents';
import { liveEnvironments } from '../support/live-estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { askPython } from './support/python';

interface Subject {
  readonly address: string;
  readonly attribute: string;
  readonly kind: PolicyKind;
  readonly document: unknown;
}

interface Finding {
  readonly address: string;
  readonly attribute: string;
  readonly issue: string;
  readonly detail: unknown;
}

/** Findings of parliament in the documents. */
const parliament = (subjects: readonly Subject[]): Finding[] =>
  askPython('lint_documents.py', subjects) as Finding[];

test('every action, resource and condition in every policy document is one that AWS has', () => {
  const documents = estateOf(
    synthesize({ environments: withEverySwitchOn(liveEnvironments()) }),
  ).policyDocuments();
  const subjects = documents.map(({ resource, attribute, kind, json }) => ({
    address: resource.address,
    attribute,
    kind,
    document: JSON.parse(json) as unknown,
  }));
  expect(new Set(subjects.map(({ kind }) => kind))).toEqual(
    new Set<PolicyKind>(['identity', 'boundary', 'trust', 'key', 'endpoint', 'resource']),
  );
  expect(parliament(subjects)).toEqual([]);
});

describe('parliament', () => {
  const logs = 'arn:aws:logs:us-west-2:123456789012:log-group:/petclinic/dev/app';
  const models = 'arn:aws:bedrock:us-west-2::';
  const context = 'kms:EncryptionContext:aws:logs:arn';
  const cases: [string, PolicyKind, Body, string[]][] = [
    [
      'passes what is right',
      'identity',
      { Action: 'logs:PutLogEvents', Resource: `${logs}:log-stream:a` },
      [],
    ],
    ['passes a trust policy', 'trust', { Action: 'sts:AssumeRole' }, []],
    ['finds a misspelt action', 'identity', { Action: 's3:GetObjects', Resource: '*' }, ['UNKNOWN_ACTION']],
    ['finds a misspelt action of a trust policy', 'trust', { Action: 'sts:AsumeRole' }, ['UNKNOWN_ACTION']],
    ['finds an unknown service', 'endpoint', { Action: 's4:GetObject', Resource: '*' }, ['UNKNOWN_PREFIX']],
    [
      'finds a resource that does not fit its action',
      'identity',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::archive' },
      ['RESOURCE_MISMATCH'],
    ],
    [
      'finds a resource of another service in a resource policy',
      'resource',
      { Action: 'sns:Publish', Resource: 'arn:aws:sqs:us-west-2:123456789012:alarms' },
      ['RESOURCE_MISMATCH'],
    ],
    [
      'finds a condition that the action does not know',
      'key',
      { Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:ViaServices': 's3' } } },
      ['UNKNOWN_CONDITION_FOR_ACTION'],
    ],
    [
      'passes the encryption context of CloudWatch Logs',
      'key',
      {
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { ArnLike: { [context]: logs } },
      },
      [],
    ],
    [
      'passes the source function of a call, whatever the action',
      'identity',
      {
        Action: 'ec2:DescribeSubnets',
        Resource: '*',
        Condition: {
          ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-west-2:123456789012:function:a' },
        },
      },
      [],
    ],
    [
      'passes a model with its version',
      'identity',
      { Action: ['bedrock:InvokeModel'], Resource: [`${models}foundation-model/anthropic.claude-v2:1`] },
      [],
    ],
    [
      'finds what is no model',
      'identity',
      { Action: ['bedrock:InvokeModel'], Resource: [`${models}foundation-models/anthropic.claude-v2`] },
      ['RESOURCE_MISMATCH'],
    ],
    [
      'finds another condition that compares text as an ARN',
      'key',
      { Action: 'kms:Decrypt', Resource: '*', Condition: { ArnLike: { 'kms:CallerAccount': logs } } },
      ['MISMATCHED_TYPE'],
    ],
  ];
  const subjects = cases.map(([address, kind, statement]) => ({
    address,
    attribute: 'policy',
    kind,
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
  }));
  let findings: Finding[] = [];

  beforeAll(() => {
    findings = parliament(subjects);
  });

  test.each(cases.map(([title, , , issues]) => [title, issues] as const))('%s', (title, issues) => {
    expect(findings.filter(({ address }) => address === title).map(({ issue }) => issue)).toEqual(issues);
  });
});
