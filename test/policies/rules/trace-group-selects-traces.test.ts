import { found } from '../support/cases';
import { traceGroupSelectsTraces } from './trace-group-selects-traces';

const group = (group_name: string, filter_expression?: string) =>
  found(traceGroupSelectsTraces, { aws_xray_group: { all: { group_name, filter_expression } } });

test('a group with a name that fits and a filter complies', () => {
  expect(group('clinic-dev', 'service("clinic")')).toEqual([]);
});

test('a group whose name does not fit, or without a filter, is found', () => {
  expect(group('x'.repeat(33), 'service("clinic")')).toEqual(['aws_xray_group.all']);
  expect(group('clinic/dev', 'service("clinic")')).toEqual(['aws_xray_group.all']);
  expect(group('clinic-dev')).toEqual(['aws_xray_group.all']);
  expect(group('clinic-dev', '')).toEqual(['aws_xray_group.all']);
});
