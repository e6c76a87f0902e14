import { dev } from '../support/sample-estate';
import { changed, problemsOf } from './configuration';

it.each([
  ['failures', 21, '21 is not allowed; allowed: a whole number from 1 to 20'],
  ['errorPercent', 100, '100 is not allowed; allowed: a whole number from 1 to 99'],
  [
    'serviceLatencySeconds',
    29,
    '29 is not allowed; allowed: 0.1 to 25, in seconds; the gateway gives up after 29',
  ],
  ['serviceSaturationPercent', 89, '89 is not allowed; allowed: a whole number from 90 to 99'],
])('%s of %s is refused', (key, value, message) => {
  expect(problemsOf([changed(dev, { [`alarms.${key}`]: value })])).toEqual([`dev.alarms.${key}: ${message}`]);
});
