import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { stopEmulator } from '../../../tools/emulator/lifecycle';
import { Emulator, endpointOf } from '../../../tools/session/emulator-record';
import { REGION, testEmulator } from '../../e2e/world';
import { processesAbout } from '../../support/processes';
import { temporaryFolder } from '../../support/temporary-folder';

/** An emulator with an Aurora cluster, and so with a database. */
async function emulatorWithDatabase(home: string): Promise<Emulator> {
  const emulator = await testEmulator(home);
  const credentials = { accessKeyId: 'emulator', secretAccessKey: 'emulator' };
  const rds = new RDSClient({ endpoint: endpointOf(emulator), region: REGION, credentials });
  const { DBCluster: cluster } = await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'petclinic',
      Engine: 'aurora-mysql',
      MasterUsername: 'petclinic',
      ManageMasterUserPassword: true,
    }),
  );
  expect(cluster?.Endpoint).toMatch(/\.rds\.amazonaws\.com$/);
  return emulator;
}

it('the database ends with the emulator, and nothing is left of either', async () => {
  const home = temporaryFolder('database');
  await emulatorWithDatabase(home);
  expect(processesAbout(home).some(({ command }) => command.includes('mariadbd'))).toBe(true);
  await stopEmulator(home);
  expect(processesAbout(home)).toEqual([]);
  expect(existsSync(join(home, 'moto'))).toBe(false);
}, 60_000);

it('nothing is left either of an emulator that was killed', async () => {
  const home = temporaryFolder('database');
  const { pid } = await emulatorWithDatabase(home);
  process.kill(pid, 'SIGKILL');
  await stopEmulator(home);
  expect(existsSync(join(home, 'moto'))).toBe(false);
  for (let tries = 0; tries < 50 && processesAbout(home).length > 0; tries += 1) await sleep(100);
  expect(processesAbout(home)).toEqual([]);
  expect(existsSync(join(home, 'moto'))).toBe(false);
}, 60_000);
