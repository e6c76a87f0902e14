import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackages } from '../package/build';
import { Plan } from '../plan-report/plan-json';
import { renderReport } from '../plan-report/report';
import { mainProgram } from '../session/main-program.cjs';
import { projectRoot, ToolError } from '../support/project';
import { synthesizeServices } from './catalogue';
import { requestTimes } from './requests';

/** Numbers of services that are compared: those there are, and nearly the 100 target groups of a load balancer. */
const [FEW, MANY] = [4, 96];
const CHANGES = 4000;

/** Prints the CPU time of a process, of all its threads, in ms, when it ends. */
const CPU_TIME =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();console.error("CPU "+(user+system)/1e3)})';

export interface BenchCommand {
  readonly rounds: number;
  /** Name of the environment whose running system is measured. */
  readonly environment: string;
  /** The emulator's folder. */
  readonly home: string;
}

/**
 * Measures synthesis, its growth with the catalogue, and the report on a plan, and prints each as a ratio within this run:
 * CPU times, the least of all rounds, so that what else the machine does counts little. Where an emulator runs, also the
 * times of requests to what is deployed on it.
 */
export async function bench({ rounds, environment, home }: BenchCommand): Promise<number> {
  await buildPackages();
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  try {
    const out = (name: string): string => join(folder, name);
    const plan = updates();
    const least = leastTimes(rounds, {
      imports: () => cpuTimeOf(packages().join(''), out('imports'), 'tsx'),
      main: () => cpuTimeOf(mainProgram(projectRoot), out('main')),
      few: timed(synthesizeServices, FEW, out('few')),
      many: timed(synthesizeServices, MANY, out('many')),
      parsing: timed(() => JSON.parse(plan)),
      report: timed(() =>
        renderReport([{ stack: 'bench', dependencies: [], plan: JSON.parse(plan) as Plan }], {
          title: 'Plan',
        }),
      ),
    });
    const growth = (resources(out('many')) / resources(out('few'))).toFixed(1);
    print('synthesis of all environments', least.main, least.imports, 'importing its packages through tsx');
    const few = `that of ${FEW}; resources: ${growth} times`;
    print(`synthesis of ${MANY} services`, least.many, least.few, few);
    print(`report on ${CHANGES} changes`, least.report, least.parsing, 'reading their JSON');
    const times = await requestTimes(environment, home);
    if (times === undefined) {
      console.log('requests to the running system: not measured, since none runs; `npm start` starts one');
      return 0;
    }
    const { whole, direct } = times;
    print('80 requests a second, p99', whole.p99, direct.p99, 'the stand-ins called directly');
    print('80 requests a second, median', whole.median, direct.median, 'the stand-ins called directly');
    const refused = Object.entries(whole.statuses).filter(([status]) => status !== '200');
    for (const [status, count] of refused) console.error(`${count} of them were answered with ${status}.`);
    return refused.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The least time of each part over all rounds, in ms; the parts take turns. */
function leastTimes<K extends string>(
  rounds: number,
  parts: Readonly<Record<K, () => number>>,
): Record<K, number> {
  const names = Object.keys(parts) as K[];
  const times = Array.from({ length: rounds }, () => names.map((name) => parts[name]()));
  return Object.fromEntries(
    names.map((name, index) => [name, Math.min(...times.map((round) => round[index] ?? NaN))]),
  ) as Record<K, number>;
}

const timed =
  <A extends unknown[]>(action: (...args: A) => unknown, ...args: A) =>
  (): number => {
    const start = process.cpuUsage();
    action(...args);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e3;
  };

function print(what: string, ms: number, base: number, of: string): void {
  console.log(`${what.padEnd(32)}${ms.toFixed(0).padStart(6)} ms, ${(ms / base).toFixed(2)} times ${of}`);
}

/** An import of every package that anything below `src` imports, by the path that it is imported by. */
function packages(): string[] {
  const folder = join(projectRoot, 'src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const text = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  const names = Array.from(text.matchAll(/from '([^.'][^']*)'/g), ([, name = '']) => name);
  return [...new Set(names)].map((name) => `require('${name}');\n`);
}

/** @param preload packages that Node.js loads first */
function cpuTimeOf(script: string, outDir: string, ...preload: string[]): number {
  const imports = [CPU_TIME, ...preload].flatMap((name) => ['--import', name]);
  const { status, stderr } = spawnSync(process.execPath, [...imports, '-'], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir },
    input: script,
    encoding: 'utf8',
  });
  if (status !== 0) throw new ToolError(`Synthesis failed: ${stderr.replace(/^CPU .*\n?/m, '').trim()}`);
  return Number(/CPU (\S+)/.exec(stderr)?.[1]);
}

/** Resources and data sources in an output folder. */
const resources = (outDir: string): number =>
  readdirSync(join(outDir, 'stacks'))
    .map((stack) => readFileSync(join(outDir, 'stacks', stack, 'cdk.tf.json'), 'utf8'))
    .reduce((sum, text) => sum + text.split('"uniqueId"').length - 1, 0);

/** A plan in JSON, of updates with a policy, a secret and tags each. */
function updates(): string {
  const attributes = (index: number, version: number): object => ({
    policy: JSON.stringify({
      Statement: [{ Action: ['s3:Get', 's3:Put'].slice(version), Resource: `bucket-${index}` }],
    }),
    password: `fake-password-${index}-${version}`,
    tags: { Name: `petclinic-${index}`, Version: String(version) },
  });
  const resource_changes = Array.from({ length: CHANGES }, (_, index) => ({
    ...{ address: `aws_s3_bucket.bucket["${index}"]`, type: 'aws_s3_bucket' },
    change: { actions: ['update'], before: attributes(index, 0), after: attributes(index, 1) },
  }));
  return JSON.stringify({ format_version: '1.2', resource_changes });
}
