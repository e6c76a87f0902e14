import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Applied } from '../deploy/applied';
import { readStacks, stacksOf } from '../deploy/graph';
import { ProgressView } from '../deploy/progress';
import { outputTable, stackTable, table } from '../deploy/report';
import { RunReport } from '../deploy/run-report';
import { Session } from '../deploy/session';
import { StackProgress } from '../deploy/stack';
import { up } from '../deploy/up';
import { findTerraform } from '../terraform/find';
import { CommandOptions, commandLine, DEFAULTS } from './command-line';
import { shortPath } from '../support/short-path';
import { healthyServices, RunningService } from './healthy-services';
import { Programs, programsFrom, writePrograms } from './programs';
import { databaseClients, databaseTrouble } from './databases';
import { describeFailures } from './failures';
import { provideHostedZone } from './hosted-zone';
import { keepEmulator } from './kept';
import { StartedEmulator, startEmulator, stopEmulator } from './lifecycle';
import { Emulator, endpointOf, keptFolder } from '../session/emulator-record';
import { INTERRUPTED } from '../support/interruption';
import { openSession } from './session';
import { withProgress } from '../session/frame';
import { systemAddress } from './system-address';
import { settingsOf } from '../session/settings';
import { synthesize } from '../session/synthesize';
import { uncleanEnd } from '../session/usable-emulator';
import { discardUncleanEnd } from './unclean-end';
import { emulatorGone, watchEmulator } from './watch';

/** Synthesizes and starts the emulator, both at once. When the first fails, an emulator that was just started ends. */
async function prepare(
  { environment, home, outDir }: CommandOptions,
  signal: AbortSignal,
): Promise<StartedEmulator> {
  const [emulator, synthesis] = await Promise.allSettled([
    startEmulator({ home, signal }),
    synthesize(outDir, { isNewAccount: true, signal }).then(() => stacksOf(environment, readStacks(outDir))),
  ]);
  if (emulator.status === 'rejected') throw emulator.reason;
  if (synthesis.status === 'rejected') {
    if (emulator.value.started) await stopEmulator(home);
    throw synthesis.reason;
  }
  return emulator.value;
}

async function nextSteps(options: CommandOptions, emulator: Emulator, stack: string): Promise<string> {
  const { home, outDir } = options;
  const everyEnvironment = { ...DEFAULTS, home };
  const commands = [
    [commandLine('npm start', options), 'applies what changed'],
    [commandLine('npm run destroy', options), 'takes the stacks down again'],
    [
      commandLine('npm stop', everyEnvironment),
      'ends the emulator and keeps what is in it; -- --forget throws it away',
    ],
  ];
  const databases = await databaseClients(endpointOf(emulator), home);
  return `The emulator listens at ${endpointOf(emulator)}. To point aws, boto3 or Terraform at it:

  source ${shortPath(join(home, 'env'))}
  terraform -chdir=${shortPath(join(outDir, 'stacks', stack))} plan

  ${table(commands).replaceAll('\n', '\n  ')}${databases}`;
}

const servicesTable = (services: readonly RunningService[]): string =>
  table([
    ['Service', 'Tasks', 'Answered by'],
    ...services.map(({ name, tasks, program = 'a stand-in', trouble }) => [
      name,
      String(tasks),
      trouble === undefined ? program : `${program}, which is not healthy`,
    ]),
  ]);

/** Advice on how to go on after a failed start. */
function wayOn(options: CommandOptions): string {
  const [start, why] = [commandLine('npm start', options), uncleanEnd(options.home)];
  return why === undefined
    ? `What is deployed stays. When the cause is mended, \`${start}\` goes on from here; \`npm stop -- --forget\` before it begins anew, with an empty emulator.`
    : `What it made may be in no state, since ${why}: \`${start}\` throws this emulator away and ${existsSync(keptFolder(options.home)) ? 'goes on from the last clean end' : 'begins anew'}.`;
}

/** Applies the stacks of the environment and tells what came of it. */
async function deploy(
  options: CommandOptions,
  { emulator, started }: StartedEmulator,
  progress: ProgressView,
  session: Session,
  programs: Programs,
): Promise<number> {
  const began = performance.now();
  const { environment, home } = options;
  const onProgress = (each: StackProgress): void => {
    progress.update(each);
  };
  const watch = watchEmulator(emulator, (words) => {
    progress.note(words);
  });
  const signal = AbortSignal.any([watch.gone, ...(session.signal === undefined ? [] : [session.signal])]);
  const [settings, since] = [settingsOf(environment), new Date()];
  writePrograms(join(home, 'moto'), settings, programs);
  let report: RunReport;
  let services: readonly RunningService[] = [];
  try {
    const guarded = { ...session, signal };
    const applied = new Applied(guarded);
    const known = options.full === true ? {} : { applied };
    report = await up({ session: guarded, environment, onProgress, ...known });
    if (options.full === true)
      await applied.note(stacksOf(environment, readStacks(options.outDir)), report.stacks);
    if (report.succeeded) {
      const onWait = (names: readonly string[]): void => {
        progress.note(`Waiting for the tasks of ${names.join(', ')}.`);
      };
      services = await healthyServices(endpointOf(emulator), settings, programs, { since, onWait, signal });
    }
  } catch (error) {
    throw watch.gone.aborted ? emulatorGone(home) : error;
  } finally {
    watch.end();
  }
  progress.end();
  if (watch.gone.aborted) throw emulatorGone(home);
  if (session.signal?.aborted === true) {
    if (started) await keepEmulator(home);
    console.log(
      started
        ? 'Ended. The emulator is stopped; the next start goes on from here.'
        : 'Ended. The emulator runs on, and what is deployed stays.',
    );
    return INTERRUPTED;
  }
  if (report.failures.length > 0) {
    console.error(`\n${describeFailures(report)}\n\n${wayOn(options)}`);
    return 1;
  }
  const system = await systemAddress(endpointOf(emulator), report.stacks, settings);
  if (system !== undefined) console.log(`\n${system}\n\n${servicesTable(services)}`);
  console.log(`\n${stackTable(report, (performance.now() - began) / 1000)}`);
  const outputs = outputTable(report.stacks);
  if (outputs !== undefined) console.log(`\nOutputs\n${outputs}`);
  console.log(`\n${await nextSteps(options, emulator, report.stacks.at(-1)?.stack ?? '')}`);
  const ill = services.filter(({ trouble }) => trouble !== undefined);
  const logs = commandLine('npm run logs', { ...options, outDir: DEFAULTS.outDir });
  for (const { name, trouble = '' } of ill) {
    console.error(
      `\n${name} is not healthy: ${trouble}. Its log: ${logs}${logs.includes(' -- ') ? '' : ' --'} ${name}`,
    );
  }
  return ill.length === 0 ? 0 : 1;
}

/**
 * Synthesizes, starts the emulator and applies the stacks of the environment.
 *
 * @returns the exit code
 */
export async function start(options: CommandOptions): Promise<number> {
  const { environment, home, outDir } = options;
  const settings = settingsOf(environment);
  const programs = programsFrom(options.programs ?? [], settings);
  const terraform = await findTerraform();
  rmSync(join(home, 'logs'), { recursive: true, force: true });
  return withProgress(async ({ progress, signal }) => {
    await discardUncleanEnd(home, (text) => {
      progress.note(text);
    });
    progress.note('Synthesizing the stacks and starting the emulator.');
    const prepared = await prepare(options, signal);
    const { emulator, started, resumed, refused } = prepared;
    try {
      progress.note(`The emulator ${started ? 'listens' : 'has been listening'} at ${endpointOf(emulator)}.`);
      if (resumed === true) progress.note('It goes on from its last clean end.');
      if (refused !== undefined) {
        progress.note(`The emulator starts empty, since it cannot continue from what was kept: ${refused}.`);
      }
      for (const line of await databaseTrouble(endpointOf(emulator))) progress.note(line);
      const onKill = (stack: string): void => {
        progress.note(`${stack}: Terraform did not end in time and was killed; its state may be locked.`);
      };
      const session = await openSession({
        ...{ emulator, home, outDir, terraform, signal, onKill },
        account: settings.account,
      });
      const zone = await provideHostedZone(endpointOf(emulator), settings);
      if (zone !== undefined) progress.note(zone);
      return await deploy(options, prepared, progress, session, programs);
    } catch (error) {
      if (started) await stopEmulator(home);
      throw error;
    }
  });
}
