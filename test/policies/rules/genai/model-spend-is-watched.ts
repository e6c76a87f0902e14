import { blocks, environmentOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';
import { variablesOf } from '../../support/functions';

const TOKENS = ['InputTokenCount', 'OutputTokenCount'];
/** Tokens in an hour: some 10 dollars' worth. */
const MOST_TOKENS = 5_000_000;

export const rule: Rule = {
  reason:
    'Each token is paid for: a model whose tokens no alarm counts, or whose tags are not those that a budget counts, is overspent in silence, as is one that anybody may ask without end.',
  source:
    'https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html, https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html',
  check: (estate) => {
    const counted = estate.ofType(METRIC_ALARM).flatMap((alarm) =>
      watchedBy(alarm)
        .metrics.filter(
          ({ statistic, periodSeconds }) =>
            statistic === 'Sum' &&
            periodSeconds * Number(alarm.body['evaluation_periods']) <= 3600 &&
            (Number(alarm.body['threshold']) * 3600) / periodSeconds <= MOST_TOKENS,
        )
        .map((metric) => `${metric.name} ${resourceOf(estate, alarm, metric, 'ModelId')?.address ?? ''}`),
    );
    const asked = findingsAt(
      estate.ofType('aws_lambda_function').filter((lambda) => 'MODEL_ID_PARAMETER' in variablesOf(lambda)),
      (lambda) => [
        ...unless(
          Number(variablesOf(lambda)['DAILY_QUESTIONS']) > 0,
          'nothing limits its questions of a day',
        ),
        ...unless(
          /^https?:\/\/[^*/]+$/.test(String(variablesOf(lambda)['CORS_ORIGIN'])),
          'pages of any origin may ask it',
        ),
      ],
    );
    return asked.concat(
      findingsAt(estate.ofType('aws_bedrock_inference_profile'), (profile) => {
        const [provider] = estate.stacks[profile.stack]?.provider?.['aws'] ?? [];
        const [tags = {}] = blocks(blocks(provider, 'default_tags')[0], 'tags');
        const budgets = estate
          .ofType('aws_budgets_budget')
          .filter((budget) => environmentOf(budget) === environmentOf(profile));
        return [
          ...TOKENS.filter((name) => name === 'InputTokenCount' || !isEmbedding(profile)).flatMap((name) =>
            unless(counted.includes(`${name} ${profile.address}`), `no alarm counts its ${name}`),
          ),
          ...budgets
            .filter(({ body }) => {
              const [filter, ...others] = blocks(body, 'cost_filter');
              const values = filter?.['values'] as readonly string[] | undefined;
              return (
                others.length > 0 ||
                filter?.['name'] !== 'TagKeyValue' ||
                values?.some((value) => value === `user:Environment$${String(tags['Environment'])}`) !== true
              );
            })
            .map(({ address }) => `${address} does not count what carries its tag Environment`),
        ];
      }),
    );
  },
};

/** Vectors are no tokens: only what an embedding model reads is paid for. */
const isEmbedding = ({ body }: Resource): boolean => JSON.stringify(body['model_source']).includes('embed');
