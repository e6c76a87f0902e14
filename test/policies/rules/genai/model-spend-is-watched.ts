import { blocks, environmentOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';

const TOKENS = ['InputTokenCount', 'OutputTokenCount'];

export const rule: Rule = {
  reason:
    'Each token is paid for: a model whose tokens no alarm counts, or whose tags are not those that a budget counts, is overspent in silence.',
  source:
    'https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html, https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html',
  check: (estate) => {
    const counted = estate.ofType(METRIC_ALARM).flatMap((alarm) =>
      watchedBy(alarm)
        .metrics.filter(({ name }) => TOKENS.includes(name))
        .map((metric) => resourceOf(estate, alarm, metric, 'ModelId')?.address),
    );
    return findingsAt(estate.ofType('aws_bedrock_inference_profile'), (profile) => {
      const [provider] = estate.stacks[profile.stack]?.provider?.['aws'] ?? [];
      const [tags = {}] = blocks(blocks(provider, 'default_tags')[0], 'tags');
      const budgets = estate
        .ofType('aws_budgets_budget')
        .filter((budget) => environmentOf(budget) === environmentOf(profile));
      return [
        ...unless(counted.includes(profile.address), 'no alarm counts its tokens'),
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
    });
  },
};
