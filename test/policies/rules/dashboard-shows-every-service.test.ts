import { found } from '../support/cases';
import { dashboardShowsEveryService } from './dashboard-shows-every-service';

const METRICS = ['CPUUtilization', 'MemoryUtilization', 'RunningTaskCount', 'DesiredTaskCount'];

const shown = (metrics: readonly string[], service = '${aws_ecs_service.vets.name}') =>
  found(dashboardShowsEveryService, {
    aws_ecs_service: { vets: { name: 'vets' } },
    aws_cloudwatch_dashboard: {
      main: {
        dashboard_body: JSON.stringify({
          widgets: [
            {
              type: 'metric',
              properties: {
                metrics: metrics.map((name) => [
                  'AWS/ECS',
                  name,
                  'ServiceName',
                  service,
                  { stat: 'Average' },
                ]),
              },
            },
          ],
        }),
      },
    },
  });

test('a service with its CPU, memory and tasks on the dashboard complies', () => {
  expect(shown(METRICS)).toEqual([]);
});

test('a service without one of them, or with those of another, is found', () => {
  expect(shown(METRICS.slice(1))).toEqual(['aws_ecs_service.vets']);
  expect(shown(METRICS, 'visits')).toEqual(METRICS.map(() => 'aws_ecs_service.vets'));
});
