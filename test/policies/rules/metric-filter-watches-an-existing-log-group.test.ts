import { found, foundIn, stack } from '../support/cases';
import { metricFilterWatchesAnExistingLogGroup } from './metric-filter-watches-an-existing-log-group';

const on = (log_group_name: string) =>
  found(metricFilterWatchesAnExistingLogGroup, {
    aws_cloudwatch_log_group: { vets: { name: '/dev/vets' } },
    aws_cloudwatch_log_metric_filter: { errors: { log_group_name } },
  });

test('a filter on a log group of ours complies', () => {
  expect(on('${aws_cloudwatch_log_group.vets.name}')).toEqual([]);
});

test('a filter on a name, or on something else, is found', () => {
  expect(on('/dev/vets')).toEqual(['aws_cloudwatch_log_metric_filter.errors']);
  expect(on('${aws_lambda_function.vets.name}')).toEqual(['aws_cloudwatch_log_metric_filter.errors']);
});

test('a group that another stack publishes complies', () => {
  expect(
    foundIn(metricFilterWatchesAnExistingLogGroup, {
      'dev-services': stack(
        { aws_cloudwatch_log_group: { vets: { name: '/dev/vets' } } },
        { output: { log_groups: { value: { vets: '${aws_cloudwatch_log_group.vets.name}' } } } },
      ),
      'dev-test': stack({
        aws_cloudwatch_log_metric_filter: {
          errors: { log_group_name: '${data.terraform_remote_state.services.outputs.log_groups.vets}' },
          failures: { log_group_name: '${data.terraform_remote_state.services.outputs.log_groups.visits}' },
        },
      }),
    }),
  ).toEqual(['dev-test/aws_cloudwatch_log_metric_filter.failures']);
});
