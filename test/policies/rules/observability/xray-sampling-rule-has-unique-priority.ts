import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { attributeBehind } from '../../support/alarms';

const RULE = 'aws_xray_sampling_rule';

export const rule: Rule = {
  reason:
    'Rules belong to account and region, and the first that fits decides: two of one priority are tried by name, and one that is not about its own stage decides for others.',
  source: 'https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html',
  check: (estate) => {
    const rules = estate.ofType(RULE);
    return findingsAt(rules, (rule) => [
      ...rangeProblems(rule),
      ...rivalProblems(rules, rule),
      ...stageProblems(estate, rule),
    ]);
  },
};

function rangeProblems({ body }: Resource): string[] {
  const [priority, rate, reservoir] = [body['priority'], body['fixed_rate'], body['reservoir_size']];
  const within = (value: unknown, low: number, high: number): boolean =>
    typeof value === 'number' && value >= low && value <= high;
  return [
    ...unless(within(priority, 1, 9999) && Number.isInteger(priority), 'its priority is not from 1 to 9999'),
    ...unless(within(rate, 0, 1), 'its rate is not from 0 to 1'),
    ...unless(
      within(reservoir, 0, Infinity) && Number.isInteger(reservoir),
      'its reservoir is no whole number',
    ),
    ...unless(String(body['rule_name']).length <= 32, 'its name has more than 32 characters'),
  ];
}

const rivalProblems = (rules: readonly Resource[], rule: Resource): string[] =>
  rules
    .filter(
      (other) =>
        other !== rule &&
        environmentOf(other) === environmentOf(rule) &&
        other.body['priority'] === rule.body['priority'],
    )
    .map(({ address }) => `${address} has the same priority`);

/** A rule for a stage names it as `<api>/<stage>`. */
function stageProblems(estate: Estate, rule: Resource): string[] {
  const parts = String(rule.body['service_name']).split('/');
  const [api, stage] = parts.map((part) => attributeBehind(estate, rule, part)?.resource);
  return unless(
    parts.length === 2 &&
      api?.type === 'aws_api_gateway_rest_api' &&
      stage?.type === 'aws_api_gateway_stage' &&
      environmentOf(api) === environmentOf(rule),
    'its service is not a stage of its environment',
  );
}
