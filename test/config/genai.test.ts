import { dev } from '../../src/config/environments/dev';
import { changed, problemsOf } from './configuration';

const genaiWith = (key: string, value: unknown): readonly string[] =>
  problemsOf([changed(dev, { [`genai.${key}`]: value })]);

describe.each(['modelId', 'embeddingModelId'])('%s', (key) => {
  it.each([
    'anthropic.claude-3-haiku-20240307-v1:0',
    'amazon.titan-embed-text-v2:0',
    'anthropic.claude-v2:1',
    'cohere.embed-english-v3',
    'meta.llama3-1-8b-instruct-v1:0:128k',
  ])('%s is a model', (id) => {
    expect(genaiWith(key, id)).toEqual([]);
  });

  it.each([
    'us.anthropic.claude-3-haiku-20240307-v1:0',
    'global.anthropic.claude-sonnet-4-20250514-v1:0',
    'arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-embed-text-v2:0',
    'anthropic.*',
    'claude',
    '',
  ])('%s is none: the role would name something else, or everything', (id) => {
    expect(genaiWith(key, id)).toEqual([
      expect.stringMatching(
        new RegExp(`^dev\\.genai\\.${key}: .* is not allowed; allowed: the id of a foundation model`),
      ),
    ]);
  });
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
