import { Body } from '../../support/estate';
import { found as foundBy } from '../support/cases';
import { alarmSaysWhatMissingDataMeans } from './alarm-says-what-missing-data-means';

const found = (alarm: Body): string[] =>
  foundBy(alarmSaysWhatMissingDataMeans, { aws_cloudwatch_metric_alarm: { alarm } });

const tasks = {
  namespace: 'ECS/ContainerInsights',
  metric_name: 'RunningTaskCount',
  dimensions: { ClusterName: 'c', ServiceName: 's' },
};
const errors = { namespace: 'AWS/Lambda', metric_name: 'Errors', dimensions: { FunctionName: 'f' } };

test.each<[string, Body]>([
  ['silence of what always tells, taken for bad,', { ...tasks, treat_missing_data: 'breaching' }],
  [
    'silence of what tells only when it happens, taken for good,',
    { ...errors, treat_missing_data: 'notBreaching' },
  ],
  ['a choice to know nothing', { ...errors, treat_missing_data: 'missing' }],
])('%s complies', (_, alarm) => {
  expect(found(alarm)).toEqual([]);
});

test.each<[string, Body]>([
  ['no word', tasks],
  ['a word that AWS does not know', { ...tasks, treat_missing_data: 'bad' }],
  [
    'silence of what tells only when it happens, taken for bad,',
    { ...errors, treat_missing_data: 'breaching' },
  ],
  [
    'the same of a log line',
    { namespace: 'PetClinic/dev', metric_name: 'lines', treat_missing_data: 'breaching' },
  ],
])('%s is found', (_, alarm) => {
  expect(found(alarm)).toEqual(['aws_cloudwatch_metric_alarm.alarm']);
});
