import { found } from '../support/cases';
import { dashboardIsDrawnInItsRegion } from './dashboard-is-drawn-in-its-region';

const drawnIn = (region?: string) =>
  found(dashboardIsDrawnInItsRegion, {
    aws_cloudwatch_dashboard: {
      main: {
        dashboard_body: JSON.stringify({
          widgets: [
            { type: 'text', properties: { markdown: 'x' } },
            { type: 'metric', properties: { title: 'Errors', region } },
          ],
        }),
      },
    },
  });

test('a graph of the region complies', () => {
  expect(drawnIn('us-west-2')).toEqual([]);
});

test('a graph of another region, or of none, is found', () => {
  expect(drawnIn('eu-west-1')).toEqual(['aws_cloudwatch_dashboard.main']);
  expect(drawnIn()).toEqual(['aws_cloudwatch_dashboard.main']);
});
