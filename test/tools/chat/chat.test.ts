import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { chatReport, readAnswer } from '../../../tools/chat/answer';
import { chat } from '../../../tools/chat/chat';
import { invoke } from '../../../tools/chat/invoke';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const line = (tools: string[]): string => JSON.stringify({ message: 'question answered', tools });
const proxied = (statusCode: number, body: object): string =>
  JSON.stringify({ statusCode, headers: {}, body: JSON.stringify(body), isBase64Encoded: false });

describe('an answer', () => {
  const payload = proxied(200, { answer: 'Linda Douglas.', sessionId: 's-1' });

  test('is read with the tools that the log names', () => {
    const logTail = `${line(['list_vets', 'list_owners'])}\n{"type":"platform.report"}\n`;
    expect(readAnswer({ payload, logTail })).toEqual({
      status: 200,
      text: 'Linda Douglas.',
      sessionId: 's-1',
      tools: ['list_vets', 'list_owners'],
    });
  });

  test('is read behind a line of which only the end is there', () => {
    expect(readAnswer({ payload, logTail: `ools": []}\n${line([])}` }).tools).toEqual([]);
  });

  test('without such a line does not pretend that no tool was called', () => {
    expect(readAnswer({ payload, logTail: '' }).tools).toBeUndefined();
  });

  test('that is a refusal is its sentence', () => {
    expect(readAnswer({ payload: proxied(400, { message: 'Ask in fewer words.' }), logTail: '' })).toEqual({
      status: 400,
      text: 'Ask in fewer words.',
      tools: undefined,
    });
  });
});

describe('the report', () => {
  const report = (tools?: string[]) => {
    const answer = { status: 200, text: 'Hello.', sessionId: 's-1', tools };
    return chatReport(answer, { version: '3', seconds: 1.26 }, 'f:live', 'maker.model');
  };

  test('has the answer, the tools, the version, the stand-in, and how to go on', () => {
    expect(report(['list_vets']).split('\n')).toEqual([
      'Hello.',
      '',
      'Tools       list_vets',
      'Function    f:live, version 3, in 1.3 s',
      "Model       a stand-in of the emulator's, which follows a few rules; on AWS it is maker.model",
      'Session     s-1',
      'Continue    npm run chat -- --session s-1 "…"',
    ]);
  });

  test.each([
    [[], 'none was called'],
    [undefined, 'unknown: the log of the function does not say'],
  ])('says of the tools %j: %s', (tools, words) => {
    expect(report(tools)).toContain(`Tools       ${words}`);
  });
});

describe('what goes wrong is said with what to do', () => {
  test.each<[number, Record<string, string>, RegExp]>([
    [404, { 'x-amzn-errortype': 'ResourceNotFoundException' }, /petclinic-dev-genai does not .* `npm start`/],
    [200, { 'x-amz-function-error': 'Unhandled' }, /failed instead of answering: {"message": "no"}/],
  ])('%d %j', async (status, headers, words) => {
    const server = createServer((_, response) => {
      response.writeHead(status, headers).end('{"message": "no"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const place = { endpoint, region: 'us-west-2', name: 'petclinic-dev-genai', alias: 'live' };
    await expect(invoke(place, { method: 'GET', path: '/api/genai/health' })).rejects.toThrow(words);
    server.close();
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
