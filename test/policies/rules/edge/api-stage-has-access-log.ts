import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

/** Fields that an operator needs of each request. */
const NEEDED = [
  '$context.requestId',
  '$context.path',
  '$context.status',
  '$context.responseLatency',
  '$context.wafResponseCode',
];

export const rule: Rule = {
  reason:
    'Without a log nobody can say why a request failed. In query strings, bodies and headers stand names, addresses and logins, and an address says who asked.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_api_gateway_stage'), (stage) => [
      ...logProblems(estate, stage),
      ...unless(stage.body['xray_tracing_enabled'] === true, 'it sends no traces'),
      ...unless(stage.body['variables'] === undefined, 'it has variables, which no deployment keeps'),
    ]),
};

function logProblems(estate: Estate, stage: Resource): string[] {
  const [log] = blocks(stage.body, 'access_log_settings');
  const group = estate.target(stage, log?.['destination_arn']);
  if (group?.type !== 'aws_cloudwatch_log_group') return ['it does not log its access to a group of ours'];
  const values = valuesOf(log?.['format']);
  if (values === undefined) return ['its log is not JSON'];
  return [
    ...NEEDED.filter((value) => !values.includes(value)).map((value) => `its log lacks ${value}`),
    ...values
      .filter((value) => /\$input|querystring|\.header|identity\./.test(value))
      .map((value) => `its log has ${value}`),
  ];
}

function valuesOf(format: unknown): string[] | undefined {
  try {
    return Object.values(JSON.parse(String(format)) as Record<string, string>);
  } catch {
    return undefined;
  }
}
