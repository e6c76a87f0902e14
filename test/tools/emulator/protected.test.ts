import { loadEnvironments } from '../../../src/config/load';
import { DEFAULTS } from '../../../tools/emulator/command-line';
import { prod, services } from '../../support/sample-estate';
import { describeProtections, settingsToChange } from '../../../tools/emulator/protected';

const [config] = loadEnvironments([prod], services);
if (config === undefined) throw new Error('there is no prod');
const options = { ...DEFAULTS, environment: 'prod' };
const protections = [
  {
    stack: 'prod-data',
    address: 'aws_rds_cluster.aurora_cluster',
    by: 'prevent_destroy, deletion protection',
  },
  { stack: 'prod-platform', address: 'aws_lb.load-balancer_load-balancer', by: 'deletion protection' },
];
const unprotected = {
  ...config,
  tier: 'development' as const,
  database: { ...config.database, deletionProtection: false },
};

it('shows stack, address and protection of each, the settings to change, and the commands', () => {
  expect(describeProtections(config, protections, options)).toBe(
    `prod is protected, so nothing was destroyed:

Stack          Resource                            Protected by
prod-data      aws_rds_cluster.aurora_cluster      prevent_destroy, deletion protection
prod-platform  aws_lb.load-balancer_load-balancer  deletion protection

To take it down all the same:

  1. In src/config/environments/prod.ts say tier: 'development' and database.deletionProtection: false.
     From the next step on, what buckets and repositories hold goes with them, and secrets go at once: save what has to stay.
     With database.finalSnapshot: true a snapshot of the database stays, readable as long as its key: 7 days.
  2. npm start -- --env prod
     applies that.
  3. npm run destroy -- --env prod
     docs/runbooks/deploy.md says what stays, and for how long.`,
  );
});

it('asks for settings that the configuration takes, and for no others', () => {
  expect(settingsToChange(config)).toEqual([`tier: 'development'`, 'database.deletionProtection: false']);
  const { tier, database } = unprotected;
  expect(() => loadEnvironments([{ ...prod, tier, database }], services)).not.toThrow();
  expect(settingsToChange({ ...unprotected, database: config.database })).toEqual([
    'database.deletionProtection: false',
  ]);
});

it('asks only to apply what the file says already', () => {
  expect(settingsToChange(unprotected)).toEqual([]);
  expect(describeProtections(unprotected, protections, options)).toContain(
    '1. src/config/environments/prod.ts protects nothing any more, but that was not applied yet.',
  );
});

it('has backups deleted first, which no setting does', () => {
  const vault = { stack: 'prod-data', address: 'aws_backup_vault.backup_vault', by: 'it holds backups' };
  const said = describeProtections(config, [...protections, { ...vault, holds: 'backups' }], options);
  expect(said).toMatch(/^ +1\. Delete the backups in aws_backup_vault\.backup_vault: /m);
  expect(said).toMatch(/^ +4\. npm run destroy -- --env prod$/m);
});

it('says when nothing of the database will stay', () => {
  const without = { ...config, database: { ...config.database, finalSnapshot: false } };
  expect(describeProtections(without, protections, options)).toContain('nothing of the database stays');
});
