import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformDataSource, TerraformResource } from 'cdktf';
import { readBackendFile } from '../../src/config/backend-file';
import { dev } from '../../src/config/environments/dev';
import { loadEnvironments } from '../../src/config/load';
import { loadRepository } from '../../src/config/repository';
import { withoutTokenTraces } from '../../src/core/token-traces';
import { petclinic } from '../../src/stacks/petclinic';
import { buildPackages } from '../package/build';
import { Plan } from '../plan-report/plan-json';
import { renderReport } from '../plan-report/report';
import { mainProgram } from '../session/main-program.cjs';
import { projectRoot, ToolError } from '../support/project';
import { requestTimes } from './requests';

/** Services that are compared, as many as there are and nearly the 100 of a load balancer, and changes of a plan. */
const [FEW, MANY, CHANGES] = [4, 96, 4000];

/**
 * Measures synthesis, its growth with the catalogue, the report on a plan and, where an emulator runs, requests to what is
 * deployed on it. Prints each as a ratio within this run; CPU times are the least of all rounds.
 *
 * @returns the exit code: 1 when a request was refused
 */
export async function bench(rounds: number, environment: string, home: string): Promise<number> {
  await buildPackages();
  const out = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  const least = (part: () => number, base: () => number): [number, number] => {
    const times = Array.from({ length: rounds }, () => [part(), base()] as const);
    return [Math.min(...times.map(([ms]) => ms)), Math.min(...times.map(([, ms]) => ms))];
  };
  try {
    const main = mainProgram(projectRoot);
    const imports = Array.from(main.matchAll(/\brequire\("[^"]+"\)/g), ([call]) => call).join('\n');
    const all = (): number => cpuTimeOf(main, out);
    const synthesis = least(all, () => cpuTimeOf(imports, out, 'tsx'));
    print('synthesis of all environments', synthesis, 'importing its packages through tsx');
    let [few, many] = [NaN, NaN];
    const growth = least(
      () => timed(() => (many = synthesizeServices(MANY, join(out, 'many')))),
      () => timed(() => (few = synthesizeServices(FEW, join(out, 'few')))),
    );
    const ratio = (many / few).toFixed(1);
    print(`synthesis of ${MANY} services`, growth, `that of ${FEW}; resources: ${ratio} times`);
    const text = planOf(CHANGES);
    const parse = (): Plan => JSON.parse(text) as Plan;
    const plans = () => [{ stack: 'bench', dependencies: [], plan: parse() }];
    const report = (): number => timed(() => renderReport(plans(), { title: 'Plan' }));
    const reports = least(report, () => timed(parse));
    print(`report on ${CHANGES} changes`, reports, 'reading their JSON');
  } finally {
    rmSync(out, { recursive: true });
  }
  const times = await requestTimes(environment, home);
  if (times === undefined) {
    console.log('requests to the running system: not measured, since none runs; `npm start` starts one');
    return 0;
  }
  const [whole, direct] = times;
  for (const at of ['p99', 'median'] as const)
    print(`80 requests a second, ${at}`, [whole[at], direct[at]], 'the stand-in called directly');
  const refused = Object.entries(whole.statuses).filter(([status]) => status !== '200');
  if (refused.length > 0) console.error('Answers other than 200:', Object.fromEntries(refused));
  return refused.length === 0 ? 0 : 1;
}

function print(measured: string, [ms = NaN, base = NaN]: number[], of: string): void {
  console.log(`${measured.padEnd(32)}${ms.toFixed(0).padStart(6)} ms, ${(ms / base).toFixed(2)} times ${of}`);
}

/** CPU time of an action in ms. */
function timed(action: () => unknown): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}

/** CPU time of a script in a process of its own, of all its threads, in ms; `preload` names packages that come first. */
function cpuTimeOf(script: string, outDir: string, ...preload: string[]): number {
  const tell = 'const{user,system}=process.cpuUsage();console.error("CPU "+(user+system)/1e3)';
  const first = [`data:text/javascript,process.on("exit",()=>{${tell}})`, ...preload];
  const args = [...first.flatMap((name) => ['--import', name]), '-'];
  const env = { ...process.env, CDKTF_OUTDIR: outDir };
  const options = { cwd: projectRoot, env, input: script, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new ToolError(`Synthesis failed: ${stderr.replace(/^CPU .*\n?/m, '').trim()}`);
  return Number(/CPU (\S+)/.exec(stderr)?.[1]);
}

/** A plan in JSON, of updates with a policy and a secret each. */
function planOf(changes: number): string {
  const attributes = (index: number, version: number): object => ({
    policy: JSON.stringify({ Statement: [{ Action: `s3:${version}`, Resource: `bucket-${index}` }] }),
    password: `fake-password-${index}-${version}`,
  });
  const resource_changes = Array.from({ length: changes }, (_, index) => ({
    ...{ address: `aws_s3_bucket.bucket["${index}"]`, type: 'aws_s3_bucket' },
    change: { actions: ['update'], before: attributes(index, 0), after: attributes(index, 1) },
  }));
  return JSON.stringify({ format_version: '1.2', resource_changes });
}

/** Synthesizes one environment with `count` services, and returns the number of resources and data sources. */
function synthesizeServices(count: number, outdir: string): number {
  const catalogue = Array.from({ length: count }, (_, index) => ({
    ...{ name: `s${index}-service`, path: `/api/s${index}`, port: 8080, priority: index + 1 },
    ...{ cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 1, cpuTargetPercent: 70, reachableFrom: [] },
  }));
  const services = Object.fromEntries(catalogue.map(({ name }) => [name, { imageTag: '1.0.0' }]));
  const quotas = { [`${dev.account}/${dev.region}`]: { securityGroupRules: 200 } };
  return withoutTokenTraces(() => {
    const app = new App({ stackTraces: false, skipValidation: true, outdir });
    const environments = loadEnvironments([{ ...dev, services }], catalogue, quotas);
    const stateBucket = readBackendFile(join(projectRoot, 'backend.tf.json'));
    const settings = { environments, stateBucket, repository: loadRepository() };
    petclinic(app, { ...settings, stateBackendOwnState: 'local' });
    app.synth();
    const kinds = [TerraformResource, TerraformDataSource];
    return app.node.findAll().filter((each) => kinds.some((kind) => each instanceof kind)).length;
  });
}
