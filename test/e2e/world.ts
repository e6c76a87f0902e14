import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Environment } from '../../src/config/schema';
import { Applied, APPLIED_FILE } from '../../tools/deploy/applied';
import { readStacks, stacksOf } from '../../tools/deploy/graph';
import { RunReport } from '../../tools/deploy/run-report';
import { Session } from '../../tools/deploy/session';
import { up } from '../../tools/deploy/up';
import { describeFailures } from '../../tools/emulator/failures';
import { provideHostedZone } from '../../tools/emulator/hosted-zone';
import { estateKey, provideEstate } from '../../tools/emulator/kept-estates';
import { SERVER, startEmulator, stopEmulator } from '../../tools/emulator/lifecycle';
import { Emulator, endpointOf } from '../../tools/session/emulator-record';
import { EMULATED_ACCOUNT, emulatorPlace } from '../../tools/support/emulator-place';
import { openSession } from '../../tools/emulator/session';
import { settingsOf } from '../../tools/session/settings';
import { synthesize } from '../../tools/session/synthesize';
import { HeldLock, tryLock } from '../../tools/setup/lock.cjs';
import { projectRoot } from '../../tools/support/project';
import { cleanUp } from '../support/clean-up';
import { uncheckedLockFile } from '../support/lock-file';
import { temporaryFolder } from '../support/temporary-folder';

export const REGION = 'us-west-2';
/** The state bucket of an account. */
export const stateBucketOf = (account: string): string => `petclinic-terraform-state-${account}-${REGION}`;
export const LOCK_TABLE = 'petclinic-terraform-locks';

/** The stacks of an environment, in the order in which they are told of. */
export const PARTS = [
  'security',
  'network',
  'data',
  'genai',
  'platform',
  'edge',
  'services',
  'observability',
] as const;

/** Counts of the requests that the emulator got. */
export interface EmulatorStatus {
  readonly calls: Record<string, number>;
  /** The same, by who called: Terraform, a function that was deployed, what runs the deployed system, or an SDK. */
  readonly callsByCaller: Record<'terraform' | 'function' | 'system' | 'sdk', Record<string, number>>;
  readonly unidentified: unknown[];
  readonly refused: unknown[];
  readonly failed: unknown[];
  readonly unchecked: Record<string, unknown>;
  /** The servers behind the Aurora clusters. */
  readonly databases: readonly { readonly host: string; readonly port: number }[];
}

/** An emulator of the tests' own with synthesized stacks, and what asks it questions. */
export interface World {
  /** Record of the environment that is deployed here. */
  readonly config: Environment;
  /** The account of the environment. */
  readonly account: string;
  readonly session: Session;
  readonly home: string;
  readonly outDir: string;
  readonly endpoint: string;
  readonly aws: Clients;
  readonly status: () => Promise<EmulatorStatus>;
}

export type Clients = ReturnType<typeof clientsOf>;

/**
 * Starts an emulator on a free port beside any other: as the folder's last clean end kept it, else empty. It ends with
 * the tests of the file, or with their process when that is killed.
 *
 * @param runsSystem whether what is deployed there runs, which takes several processes
 */
export async function testEmulator(home: string, runsSystem = false): Promise<Emulator> {
  cleanUp(async () => {
    await stopEmulator(home);
  });
  const args = runsSystem ? SERVER.args : SERVER.args.slice(0, SERVER.args.indexOf('--traffic'));
  const launch = { ...SERVER, args: [...args, '--end-with', String(process.pid)] };
  return (await startEmulator({ home, port: 0, launch })).emulator;
}

/** Takes a lock of the project, once no other test file holds it. */
async function takeLock(file: string): Promise<HeldLock> {
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) return lock;
    await sleep(500);
  }
}

/** The stacks that `main.ts` synthesized for all test files of the run. */
export const SYNTHESIZED = join(process.env.SYNTHESES ?? '', 'live');

/**
 * The synthesized stacks, the settings of the environment, and the folder of an emulator that does not run yet. The test
 * files of a run synthesize once: each has a copy.
 */
async function synthesizeWorld(environment: string): Promise<Pick<World, 'config' | 'home' | 'outDir'>> {
  const folder = temporaryFolder('e2e');
  const [home, outDir] = [join(folder, 'home'), join(folder, 'out')];
  const lock = await takeLock(`${SYNTHESIZED}.lock`);
  try {
    if (!existsSync(SYNTHESIZED)) {
      await synthesize(`${SYNTHESIZED}.new`, { isNewAccount: true });
      trustProvider(`${SYNTHESIZED}.new`);
      renameSync(`${SYNTHESIZED}.new`, SYNTHESIZED);
    }
  } finally {
    lock.release();
  }
  cpSync(SYNTHESIZED, outDir, { recursive: true });
  return { config: settingsOf(environment), home, outDir };
}

/** Takes the provider's checksums out of the lock files of synthesized stacks. */
export function trustProvider(outDir: string): void {
  for (const { directory } of readStacks(outDir))
    writeFileSync(join(directory, '.terraform.lock.hcl'), uncheckedLockFile());
}

/** Makes `npm start` plan a stack, which it takes for as it should be. */
export function forgetApplied({ home }: World, stack: string): void {
  const file = join(home, APPLIED_FILE);
  const applied = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...applied, [stack]: undefined }));
}

/** Starts the emulator of the folder, or turns to the one that runs there. */
export async function openWorld(
  synthesized: Pick<World, 'config' | 'home' | 'outDir'>,
  runsSystem = false,
): Promise<World> {
  const { home, outDir } = synthesized;
  const emulator = await testEmulator(home, runsSystem);
  const endpoint = endpointOf(emulator);
  const { account = EMULATED_ACCOUNT } = synthesized.config;
  return {
    ...synthesized,
    account,
    session: await openSession({ emulator, home, outDir, account }),
    endpoint,
    aws: clientsOf(endpoint, account),
    status: async () => (await (await fetch(`${endpoint}/_emulator/status`)).json()) as EmulatorStatus,
  };
}

/** A deployed environment, and what its deployment came to when it was deployed just now. */
export interface DeployedWorld {
  readonly world: World;
  readonly deployed?: { readonly report: RunReport; readonly status: EmulatorStatus };
}

/**
 * An environment that is deployed on an emulator of its own, which goes on from a deployment of the very same stacks: one
 * of an earlier run, or of another test file, which is waited for. Without one it is deployed, and kept for the others.
 *
 * @param isFresh whether it has to be deployed here and now
 * @param runsSystem whether what is deployed there runs, once it is deployed
 */
export async function deployedWorld(
  environment: string,
  { isFresh = false, runsSystem = false }: { readonly isFresh?: boolean; readonly runsSystem?: boolean } = {},
): Promise<DeployedWorld> {
  const synthesized = await synthesizeWorld(environment);
  const { config, home, outDir } = synthesized;
  const { domain } = config;
  // As previews name it, whose base it can be.
  const key = estateKey(stacksOf(environment, readStacks(outDir)), JSON.stringify({ domain }));
  let deployed: DeployedWorld['deployed'];
  const deploy = async (): Promise<void> => {
    const { endpoint, session, status } = await openWorld(synthesized, true);
    await provideHostedZone(endpoint, config);
    const report = await up({ session, environment, applied: new Applied(session) });
    if (report.failures.length > 0) throw new Error(describeFailures(report));
    deployed = { report, status: await status() };
  };
  const file = join(projectRoot, '.cache', `estate-${key}.lock`);
  // A fresh one waits for nobody.
  const lock = isFresh ? tryLock(file) : await takeLock(file);
  try {
    await provideEstate(home, key, deploy, { isFresh });
  } finally {
    if ('release' in lock) lock.release();
  }
  return { world: await openWorld(synthesized, runsSystem), ...(deployed === undefined ? {} : { deployed }) };
}

export function clientsOf(endpoint: string, account?: string) {
  const config = emulatorPlace(endpoint, { account, region: REGION });
  return {
    apiGateway: new APIGatewayClient(config),
    backup: new BackupClient(config),
    dynamodb: new DynamoDBClient(config),
    ec2: new EC2Client(config),
    ecr: new ECRClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    rds: new RDSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    secretsManager: new SecretsManagerClient(config),
    ssm: new SSMClient(config),
  };
}

/** The one value of the list. */
export function only<T>(values: readonly T[] | undefined): T {
  const [value, ...others] = values ?? [];
  if (value === undefined || others.length > 0) throw new Error(`not one: ${JSON.stringify(values)}`);
  return value;
}
