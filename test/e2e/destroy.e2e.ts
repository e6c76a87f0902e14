import { cpSync } from 'node:fs';
import {
  DeleteRecoveryPointCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import { environments } from '../../src/config/environments';
import { loadEnvironments } from '../../src/config/load';
import { Applied } from '../../tools/deploy/applied';
import { RunReport } from '../../tools/deploy/run-report';
import { up } from '../../tools/deploy/up';
import { synthesize } from '../support/synthesis';
import { command, Said } from './command';
import { NO_TROUBLE } from './deployment';
import { leftovers, nothingLeft, taskDefinitionsOf } from './leftovers';
import { cluster } from './sql';
import { addressesInState } from './state';
import { deployedWorld, PARTS, trustProvider, World } from './world';

// The deployment that it goes on from may be on its way.
jest.setTimeout(900_000);

let deployed: World;
const world = (): World => deployed;

beforeAll(async () => {
  ({ world: deployed } = await deployedWorld('prod', { runsSystem: true }));
});

const destroy = (): Promise<Said> => {
  const { home, outDir } = world();
  return command('destroy', '--env', 'prod', '--home', home, '--out', outDir);
};

describe('npm run destroy', () => {
  /** Numbers of requests that change something, by sender. The running system goes on writing its logs. */
  const changes = async (): Promise<[string, string, number][]> => {
    const { callsByCaller } = await world().status();
    return Object.entries(callsByCaller).flatMap(([caller, calls]) =>
      Object.entries(calls)
        .filter(([call]) => caller !== 'system' && !/:(Describe|Get|Head|List|Scan)/.test(call))
        .map(([call, count]): [string, string, number] => [caller, call, count]),
    );
  };
  let before: [string, string, number][];
  let said: Said;

  beforeAll(async () => {
    await holdSomething(world());
    before = await changes();
    said = await destroy();
  });

  test('is refused by what protects production: the database, the load balancer, and what holds something', () => {
    const protectedBy = [...said.stderr.matchAll(/^(prod-\S+) +(\S+) +(\S.*)$/gm)].map(([, ...row]) => row);
    expect(said.exitCode).toBe(3);
    expect(protectedBy).toEqual([
      // The load balancer's first line. The archive is empty, and not in the way.
      ['prod-security', 'aws_s3_bucket.access-log-bucket_bucket', 'it holds objects'],
      ['prod-data', 'aws_backup_vault.backup_vault', 'prevent_destroy, it holds backups'],
      ['prod-data', 'aws_rds_cluster.aurora_cluster', 'prevent_destroy, deletion protection'],
      ...['admin-server', 'collector', 'customers-service', 'vets-service', 'visits-service'].map(
        (service) => [
          'prod-platform',
          `aws_ecr_repository.${service}-repository_repository`,
          'it holds images',
        ],
      ),
      ['prod-platform', 'aws_lb.load-balancer_load-balancer', 'deletion protection'],
    ]);
  });

  test('says the way to go on', () => {
    const steps = [...said.stderr.matchAll(/^ +\d\. (.*)$/gm)].map(([, step]) => step);
    const { home, outDir } = world();
    const here = `--env prod --home ${home} --out ${outDir}`;
    expect(steps).toEqual([
      'Delete the backups in aws_backup_vault.backup_vault: docs/runbooks/deploy.md says how.',
      "In src/config/environments/prod.ts say tier: 'development' and database.deletionProtection: false.",
      `npm start -- ${here}`,
      `npm run destroy -- ${here}`,
    ]);
  });

  test('has touched nothing', async () => {
    expect(await changes()).toEqual(before);
  });
});

describe('npm run destroy, after what it said was done', () => {
  let applied: RunReport;
  let said: Said;

  beforeAll(async () => {
    await deleteBackups(world());
    const unprotected = environments.map((environment) =>
      environment.name === 'prod'
        ? {
            ...environment,
            tier: 'development',
            database: { ...environment.database, deletionProtection: false },
          }
        : environment,
    );
    const { outDir, session } = world();
    cpSync(synthesize({ environments: loadEnvironments(unprotected) }), outDir, { recursive: true });
    trustProvider(outDir);
    applied = await up({ session, environment: 'prod', applied: new Applied(session) });
    said = await destroy();
  });

  test('only the backup plan had to go for that, which production alone has', () => {
    expect(applied.failures).toEqual([]);
    const gone = applied.stacks.filter(({ changes }) => changes.remove > 0);
    // Rule and target of failed backups; vault, plan, selection, role and its rights.
    expect(gone.map(({ stack, changes }) => [stack, changes.add, changes.remove])).toEqual([
      ['prod-security', 0, 2],
      ['prod-data', 0, 5],
    ]);
  });

  test('takes everything down but the stacks of the account, and says so', async () => {
    expect([said.exitCode, said.stderr]).toEqual([0, '']);
    expect(said.stdout).toContain('state-backend stays');
    for (const part of PARTS)
      expect(await addressesInState(world(), `petclinic/prod/${part}.tfstate`)).toEqual([]);
  });

  test('leaves a snapshot of the database, and the hosted zone that was there before', () => {
    expect(leftovers(world())).toEqual({
      ...nothingLeft(world()),
      hostedZones: ['petclinic.example.com.'],
      snapshots: [expect.stringMatching(/^petclinic-prod-final-[0-9a-f-]{36}$/)],
      taskDefinitions: taskDefinitionsOf(world()),
    });
  });

  test('the emulator understood every request and refused none', async () => {
    expect(await world().status()).toMatchObject(NO_TROUBLE);
  });
});

const VAULT = { BackupVaultName: 'petclinic-prod-database' };

/** A backup, as an environment has one that was at work. */
async function holdSomething(world: World): Promise<void> {
  const { aws } = world;
  const { DBClusterArn } = await cluster(world);
  const IamRoleArn = `arn:aws:iam::${world.account}:role/petclinic/prod/petclinic-prod-database-backup`;
  await aws.backup.send(new StartBackupJobCommand({ ...VAULT, ResourceArn: DBClusterArn, IamRoleArn }));
}

/** Deletes the copies of AWS Backup, as the runbook says. */
async function deleteBackups({ aws: { backup } }: World): Promise<void> {
  const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByBackupVaultCommand(VAULT));
  for (const { RecoveryPointArn } of RecoveryPoints) {
    await backup.send(new DeleteRecoveryPointCommand({ ...VAULT, RecoveryPointArn }));
  }
}
