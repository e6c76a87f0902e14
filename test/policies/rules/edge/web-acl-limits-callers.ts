import { blocks, Body, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { routesTo } from '../../support/api-routes';
import { aclsBefore, rulesOf } from '../../support/web-acls';

/** Requests of one address in five minutes: to everything, and to what is paid for by the question. */
const MOST = 2000;
const MOST_QUESTIONS = 100;

export const rule: Rule = {
  reason:
    'Without a limit for each address one caller takes what all share. Questions to a model cost money: they have a lower one of their own, on all of their paths and no other.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html',
  check: (estate) =>
    findingsAt(aclsBefore(estate, 'aws_api_gateway_stage'), (acl) => problemsOf(estate, acl)),
};

function problemsOf(estate: Estate, acl: Resource): string[] {
  const limits = rulesOf(acl)
    .filter((each) => 'block' in (blocks(each, 'action')[0] ?? {}))
    .flatMap((each) => blocks(blocks(each, 'statement')[0], 'rate_based_statement'))
    .filter(({ aggregate_key_type: key }) => key === undefined || key === 'IP');
  const isLimited = (path: string): boolean =>
    limits.some((limit) => inFiveMinutes(limit) <= MOST_QUESTIONS && isAbout(limit, path));
  const paths = (type: 'AWS_PROXY' | 'HTTP_PROXY'): string[] => [
    ...new Set(
      routesTo(estate, type)
        .filter(({ integration }) => integration.stack === acl.stack)
        .flatMap(({ path }) => [path, `/v1${path}`].map((each) => each.replace('{proxy+}', 'one/two'))),
    ),
  ];
  return [
    ...unless(
      limits.some((limit) => inFiveMinutes(limit) <= MOST && limit['scope_down_statement'] === undefined),
      `it lets one address send more than ${MOST} requests in five minutes`,
    ),
    ...paths('AWS_PROXY')
      .filter((path) => !isLimited(path))
      .map((path) => `it lets one address ask ${path} more than ${MOST_QUESTIONS} times in five minutes`),
    ...paths('HTTP_PROXY')
      .filter(isLimited)
      .map((path) => `it limits ${path} as if it asked a model`),
  ];
}

const inFiveMinutes = ({ limit, evaluation_window_sec: seconds }: Body): number =>
  (Number(limit) * 300) / Number(seconds ?? 300);

function isAbout(limit: Body, path: string): boolean {
  const [scope] = blocks(limit, 'scope_down_statement');
  const pattern = blocks(scope, 'regex_match_statement')[0]?.['regex_string'];
  return scope === undefined || (typeof pattern === 'string' && new RegExp(pattern).test(path));
}
