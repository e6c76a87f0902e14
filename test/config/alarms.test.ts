import { dev } from '../../src/config/environments/dev';
import { prod } from '../../src/config/environments/prod';
import { changed, problemsOf } from './configuration';

const devWith = (changes: Readonly<Record<string, unknown>>): readonly string[] =>
  problemsOf([changed(dev, changes)]);

it.each([
  ['errorPercent', 46, '46 is not allowed; allowed: a whole number from 1 to 45'],
  ['minRequests', 0, '0 is not allowed; allowed: a whole number from 1 to 1000'],
  [
    'serviceLatencySeconds',
    29,
    '29 is not allowed; allowed: 0.1 to 25, in seconds; the gateway gives up after 29',
  ],
  [
    'serviceLatencySeconds',
    0,
    '0 is not allowed; allowed: 0.1 to 25, in seconds; the gateway gives up after 29',
  ],
  ['databaseCpuPercent', 100, '100 is not allowed; allowed: a whole number from 10 to 99'],
  ['gatewayLatencyPercent', 100, '100 is not allowed; allowed: a whole number from 5 to 95'],
])('%s of %s is refused', (key, value, message) => {
  expect(devWith({ [`alarms.${key}`]: value })).toEqual([`dev.alarms.${key}: ${message}`]);
});

describe('CPU of services', () => {
  it('is above what every service is scaled to', () => {
    expect(devWith({ 'alarms.serviceCpuPercent': 71 })).toEqual([]);
    expect(devWith({ 'alarms.serviceCpuPercent': 70 })).toEqual([
      'dev.alarms.serviceCpuPercent: 70 is not above what customers-service is scaled to, 70; allowed: 71 to 99, or a lower cpuTargetPercent',
    ]);
  });
});

describe('capacity of the database', () => {
  it('is above that of an idle one', () => {
    expect(devWith({ 'alarms.databaseCapacityPercent': 51 })).toEqual([]);
    expect(devWith({ 'alarms.databaseCapacityPercent': 50 })).toEqual([
      'dev.alarms.databaseCapacityPercent: 50 is what an idle database has: 0.5 of 1 ACU are 50 percent; allowed: 51 to 99, or a maxAcu further above minAcu',
    ]);
  });

  it('is not watched, and so never refused, where the database does not scale', () => {
    expect(devWith({ 'database.minAcu': 1, 'alarms.databaseCapacityPercent': 50 })).toEqual([]);
  });

  it('can be too close to the maximum for any alarm', () => {
    expect(
      devWith({ 'database.minAcu': 127.5, 'database.maxAcu': 128, 'alarms.databaseConnectionsPercent': 1 }),
    ).toEqual([
      'dev.alarms.databaseCapacityPercent: 95 is what an idle database has: 127.5 of 128 ACU are 100 percent; allowed: a maxAcu further above minAcu',
    ]);
  });
});

describe('connections', () => {
  // Three services with pools of five; 10 for the function, 2 for the migration, 5 for an administrator.
  it('are more than services hold at rest', () => {
    expect(devWith({ 'alarms.databaseConnectionsPercent': 17 })).toEqual([]);
    expect(devWith({ 'alarms.databaseConnectionsPercent': 16 })).toEqual([
      'dev.alarms.databaseConnectionsPercent: 16 is 14 connections, and the services hold 15 when nothing happens; allowed: 17 to 99',
    ]);
  });

  it('are fewer than the system can ever open, however many the database takes', () => {
    // 24 tasks, twice over in a deployment; 20 requests of the function.
    expect(problemsOf([changed(prod, { 'alarms.databaseConnectionsPercent': 26 })])).toEqual([]);
    expect(problemsOf([changed(prod, { 'alarms.databaseConnectionsPercent': 27 })])).toEqual([
      'prod.alarms.databaseConnectionsPercent: 27 is 270 connections, and never are more than 267 open, even while a deployment runs every service twice; allowed: 3 to 26',
    ]);
  });
});
