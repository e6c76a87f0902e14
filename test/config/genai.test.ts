import { dev } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

const genaiWith = (key: string, value: unknown): readonly string[] =>
  problemsOf([changed(dev, { [`genai.${key}`]: value })]);

const chat = [
  'us.anthropic.claude-haiku-5-5',
  'global.anthropic.claude-haiku-5-5',
  'arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-haiku-5-5',
  'amazon.nova-lite-v1:0',
  'meta.llama3-1-8b-instruct-v1:0:128k',
];
const others = [
  ...['amazon.nova-canvas-v1:0', 'amazon.nova-reel-v1:0', 'amazon.nova-sonic-v1:0', 'amazon.rerank-v1:0'],
  ...['us.stability.sd3-5-large-v1:0', 'amazon.titan-image-generator-v2:0', 'amazon.titan-embed-text-v20:0'],
  ...['amazon.titan-embed-text-v2:0:8k', 'xamazon.titan-embed-text-v2:0'],
];
const embedding = ['amazon.titan-embed-text-v2:0', 'us.amazon.titan-embed-text-v2:0'];

it.each([
  ['modelId', chat, [...embedding, ...others]],
  ['embeddingModelId', embedding, [...chat, ...others, 'cohere.embed-english-v3']],
])('%s takes models of its kind and refuses the other', (key, good, bad) => {
  for (const id of good) expect(genaiWith(key, id)).toEqual([]);
  for (const id of bad)
    expect(genaiWith(key, id)).toEqual([expect.stringContaining(`"${id}" is not allowed`)]);
});

describe.each(['modelId', 'embeddingModelId'])('%s', (key) => {
  it.each([
    'anthropic.claude-haiku-5-5',
    'anthropic.claude-3-haiku-20240307-v1:0',
    'arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-5-5',
    'arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-embed-text-v2:0',
    'arn:aws:bedrock:us-west-2:123456789012:inference-profile/anthropic.claude-haiku-5-5',
    'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc123',
    'arn:aws:bedrock:us-west-2:123456789012:provisioned-model/abc123',
    'arn:aws:bedrock:us-west-2:123456789012:default-prompt-router/anthropic.claude:1',
    'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-haiku-5-5',
    'us.anthropic.*',
    'us.claude',
    'anthropic.*',
    'claude',
    '',
  ])('%s cannot, or names something else, or everything', (id) => {
    expect(genaiWith(key, id)).toEqual([
      expect.stringMatching(
        new RegExp(`^dev\\.genai\\.${key}: .* is not allowed; allowed: the id or ARN of a system-defined`),
      ),
    ]);
  });
});

it.each([
  ['eu-west-1', '123456789012'],
  ['us-west-2', '210987654321'],
])('refuses the profile of %s in %s, which the stack would not call', (region, account) => {
  const arn = `arn:aws:bedrock:${region}:${account}:inference-profile/us.anthropic.claude-haiku-5-5`;
  const home = changed(dev, { account: '123456789012', 'genai.modelId': arn });
  expect(problemsOf([home])).toContainEqual(
    expect.stringContaining(
      `dev.genai.modelId: "${arn}" is of another region or account; allowed: an id, or`,
    ),
  );
});

it('refuses a day without any question', () => {
  expect(genaiWith('dailyQuestions', 0)).toEqual([
    'dev.genai.dailyQuestions: 0 is not allowed; allowed: a whole number from 1 to 1000000',
  ]);
});

it('refuses a concurrency at which the function would not run at all', () => {
  expect(genaiWith('reservedConcurrency', 0)).toEqual([
    'dev.genai.reservedConcurrency: 0 is not allowed; allowed: a whole number from 1 to 1000',
  ]);
});

it('knows two ways to Bedrock', () => {
  expect(genaiWith('bedrockAccess', 'internet')).toEqual([
    'dev.genai.bedrockAccess: "internet" is not allowed; allowed: endpoint, nat',
  ]);
});

test.each([
  ['modelId', 'eu.anthropic.claude-haiku-5-5'],
  ['embeddingModelId', 'apac.amazon.titan-embed-text-v2:0'],
])('%s of another area than the region is refused', (key, id) => {
  expect(genaiWith(key, id)).toEqual([
    `dev.genai.${key}: "${id}" cannot be called from us-west-2; allowed: a model or profile of us-west-2`,
  ]);
  expect(genaiWith(key, id.replace(/^\w+/, 'global'))).toEqual([]);
});
