import { spawn } from 'node:child_process';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Emulator, endpointOf, isAlive } from '../../../tools/session/emulator-record';
import { projectRoot } from '../../../tools/support/project';
import { LOCK_TABLE, REGION, testEmulator } from '../../e2e/world';
import { processesAbout } from '../../support/processes';
import { commandLine } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const home = temporaryFolder('interrupt-home');
const outDir = temporaryFolder('interrupt-out');
let emulator: Emulator;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  emulator = await testEmulator(home);
  const credentials = { accessKeyId: 'emulator', secretAccessKey: 'emulator' };
  dynamodb = new DynamoDBClient({ endpoint: endpointOf(emulator), region: REGION, credentials });
}, 60_000);

/** The locks that Terraform holds; what else stands in the table are digests of states. */
async function locks(): Promise<(string | undefined)[]> {
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({ TableName: LOCK_TABLE }));
  return items.map(({ LockID: id }) => id?.S).filter((id) => id?.endsWith('-md5') !== true);
}

/** Processes at work in the synthesized stacks: Terraform's and the provider's. */
const inStacks = () => processesAbout(outDir).filter(({ folder }) => folder.startsWith(outDir));

it('Ctrl-C in the middle of an apply leaves no lock and no process, and the emulator that ran before runs on', async () => {
  const args = commandLine('start', ['--home', home, '--out', outDir]);
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  const seen: { stdout: string; locks: (string | undefined)[]; processes: number } = {
    stdout: '',
    locks: [],
    processes: 0,
  };
  let interrupted: Promise<void> | undefined;
  const interrupt = async (): Promise<void> => {
    // While both are at work: a stack of the account, whose lock may be there as well, and the first of the environment.
    Object.assign(seen, { locks: await locks(), processes: inStacks().length });
    child.kill('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen.stdout += text;
    if (/dev-security +applying/.test(seen.stdout)) interrupted ??= interrupt();
  });
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  await interrupted;

  expect(seen.stdout).toMatch(
    /Interrupted:[^]*dev-security +interrupted at[^]*dev-network +not started[^]*runs on/,
  );
  expect(exitCode).toBe(130);
  expect(seen.locks.length).toBeGreaterThanOrEqual(1);
  expect(seen.processes).toBeGreaterThanOrEqual(2);
  expect(await locks()).toEqual([]);
  expect(inStacks()).toEqual([]);
  expect(isAlive(emulator)).toBe(true);
}, 180_000);
