import { answer, answerLines } from '../../../tools/trace/answer';
import { questionOf, RequestOptions } from '../../../tools/trace/question';
import { reaches } from '../reach/estate';
import { sampleEnvironments } from '../../support/sample-estate';

const [dev] = reaches(sampleEnvironments().slice(0, 1));
if (dev === undefined) throw new Error('there is no environment');
const { reach } = dev;
const ask = (question: string, options: Partial<RequestOptions> = {}) =>
  answer(
    reach,
    questionOf(question.split(' '), {
      from: '198.51.100.9',
      at: 'api',
      headers: [],
      bodySize: '0',
      ...options,
    }),
  );

test.each([
  ['tcp customers-service aurora 3306', 'reached'],
  ['TCP vets-service ssm 443', 'reached'],
  ['tcp vets-service s3 443', 'reached'],
  ['tcp 10.0.3.9 aurora 3306', 'not reached'],
  ['tcp customers-service 203.0.113.9 443', 'reached'],
  ['udp customers-service aurora 3306', 'not reached'],
  ['icmp internet alb', 'not reached'],
  ['tcp internet internet 443', 'not judged'],
])('%s: %s', (question, outcome) => {
  expect(ask(question).outcome).toBe(outcome);
});

test('a packet is shown with every hop, and the rule that decided, by Terraform address', () => {
  const lines = answerLines(ask('tcp genai aurora 3306'));
  expect(lines).toContain(
    '  security group, out: dev-genai/aws_vpc_security_group_egress_rule.genai_to-database_out',
  );
  expect(lines.at(-1)).toBe('Reached: aurora:3306');
  expect(answerLines(ask('tcp vets-service genai 443')).slice(-2)).toEqual([
    expect.stringMatching(/^✗ security group, in: dev-genai\/aws_security_group\./),
    'Not reached',
  ]);
});

test('a request is shown to where it ends, with the names of the headers that it carries, and what is not judged', () => {
  const reached = ask('GET /api/vets?a=b', { headers: ['Accept=text/html'] });
  expect(reached).toMatchObject({
    outcome: 'reached',
    reached: 'vets-service',
    port: 8080,
    path: '/api/vets',
    headers: ['accept', 'forwarded', 'host', 'x-origin-verify'],
  });
  expect(reached.notJudged).toContain('dev-edge/aws_wafv2_web_acl.api-firewall_acl.rule[common]');
  expect(ask('post /api/genai')).toMatchObject({ reached: 'genai', port: undefined });
  expect(ask('GET /admin')).toMatchObject({ outcome: 'not reached', status: 403 });
  expect(ask('GET /api/vets', { at: 'alb' })).toMatchObject({ outcome: 'not reached', status: 403 });
  expect(ask('POST /api/vets', { bodySize: '9000' })).toMatchObject({ status: 403 });
  expect(answerLines(ask('GET /unknown')).at(-1)).toBe('Not reached: answered with 404');
});

test.each<[string, Partial<RequestOptions>, string]>([
  ['tcp moon aurora 3306', {}, 'Unknown: moon. Known: admin-server, alb, aurora'],
  ['tcp moon mars 3306', {}, 'Unknown: moon, mars.'],
  ['tcp vets-service aurora', {}, 'Ask for tcp as: tcp <from> <to> <port>'],
  ['tcp vets-service aurora 70000', {}, '"70000" is no port; allowed: 1 to 65535.'],
  ['GET api', {}, 'Ask for a request as: <METHOD> </path>'],
  ['GET /', { from: 'home' }, '--from "home" is not an IPv4 address'],
])('%s %j is refused: %s', (question, options, message) => {
  let refusal: unknown;
  try {
    ask(question, options);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ exitCode: 2 });
  expect(String(refusal)).toContain(message);
});
