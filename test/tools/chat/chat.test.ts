import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { readAnswer } from '../../../tools/chat/answer';
import { chat } from '../../../tools/chat/chat';
import { gatewayEvent } from '../../../tools/chat/gateway-event';
import { invoke } from '../../../tools/chat/invoke';
import { chatReport } from '../../../tools/chat/report';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const line = (tools: string[]): string => JSON.stringify({ message: 'question answered', tools });
const proxied = (statusCode: number, body: object): string =>
  JSON.stringify({ statusCode, headers: {}, body: JSON.stringify(body), isBase64Encoded: false });

describe('an answer', () => {
  const answer = proxied(200, { answer: 'Linda Douglas.', sessionId: 's-1' });

  test('is read with the tools that the log names', () => {
    expect(readAnswer(answer, `${line(['list_vets', 'list_owners'])}\n{"type":"platform.report"}\n`)).toEqual(
      {
        status: 200,
        text: 'Linda Douglas.',
        sessionId: 's-1',
        tools: ['list_vets', 'list_owners'],
      },
    );
  });

  test('is read behind a line of which only the end is there', () => {
    expect(readAnswer(answer, `ools": []}\n${line([])}`).tools).toEqual([]);
  });

  test('without such a line does not pretend that no tool was called', () => {
    expect(readAnswer(answer, '').tools).toBeUndefined();
  });

  test('that is a refusal is its sentence', () => {
    expect(readAnswer(proxied(400, { message: 'Ask in fewer words.' }), '')).toEqual({
      status: 400,
      text: 'Ask in fewer words.',
      tools: undefined,
    });
  });
});

describe('the report', () => {
  const given = { functionName: 'f', alias: 'live', version: '3', seconds: 1.26, modelId: 'maker.model' };
  const report = (tools?: string[]) =>
    chatReport({ status: 200, text: 'Hello.', sessionId: 's-1', tools }, given);

  test('has the answer, the tools, the version, the stand-in, and how to go on', () => {
    expect(report(['list_vets']).split('\n')).toEqual([
      'Hello.',
      '',
      'Tools       list_vets',
      'Function    f:live, version 3, in 1.3 s',
      "Model       a stand-in of the emulator's, which follows a few rules; on AWS it is maker.model",
      'Session     s-1',
      'Go on with  npm run chat -- --session s-1 "…"',
    ]);
  });

  test.each([
    [[], 'none was called'],
    [undefined, 'unknown: the log of the function does not say'],
  ])('says of the tools %j: %s', (tools, words) => {
    expect(report(tools)).toContain(`Tools       ${words}`);
  });
});

test('an event has the account and region of its place, its path once with the stage and once without, and a body only where one was sent', () => {
  const place = { stage: 'v1', account: '210987654321', region: 'eu-west-1' };
  expect(gatewayEvent({ method: 'GET', path: '/api/genai/health' }, place)).toMatchObject({
    httpMethod: 'GET',
    path: '/api/genai/health',
    headers: { Host: 'petclinic.execute-api.eu-west-1.amazonaws.com' },
    requestContext: { accountId: '210987654321', path: '/v1/api/genai/health', stage: 'v1' },
    body: null,
    isBase64Encoded: false,
  });
});

describe('what goes wrong is said with what to do', () => {
  let server: Server;
  let status: number;
  let headers: Record<string, string>;

  beforeEach(async () => {
    server = createServer((_, response) => {
      response.writeHead(status, headers).end('{"message": "no"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  const ask = async (): Promise<unknown> => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return invoke({ endpoint, region: 'us-west-2', name: 'petclinic-dev-genai', alias: 'live' }, {});
  };

  test.each([
    [404, 'ResourceNotFoundException', /petclinic-dev-genai is not deployed on the emulator .* `npm start`/],
    [429, 'TooManyRequestsException', /answers others at the moment: ask again/],
  ])('%d %s', async (code, type, words) => {
    [status, headers] = [code, { 'x-amzn-errortype': type }];
    await expect(ask()).rejects.toThrow(words);
  });

  test('a function that fails', async () => {
    [status, headers] = [200, { 'x-amz-function-error': 'Unhandled' }];
    await expect(ask()).rejects.toThrow(/failed instead of answering: {"message": "no"}/);
  });

  test('an emulator that is gone', async () => {
    const gone = { endpoint: 'http://127.0.0.1:1', region: 'us-west-2', name: 'f', alias: 'live' };
    await expect(invoke(gone, {})).rejects.toThrow(/127\.0\.0\.1:1 ended before it answered/);
  });

  test('no emulator, and no such environment', async () => {
    const home = temporaryFolder('chat');
    const asked = { question: 'Hello', home };
    await expect(chat({ ...asked, environment: 'dev' })).rejects.toThrow(
      /No emulator runs in .*: `npm start`/,
    );
    await expect(chat({ ...asked, environment: 'test' })).rejects.toThrow(
      /no environment test, only dev, prod/,
    );
  });
});

test('the command says so in a line when no emulator runs', () => {
  expect(runCommand('chat', '--home', '/nowhere', 'Hello')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^No emulator runs in \/nowhere.*\n$/) as string,
  });
});
