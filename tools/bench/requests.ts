import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningEmulator } from '../emulator/lifecycle';
import { endpointOf } from '../session/emulator-record';
import { settingsOf } from '../session/settings';

/** Rate at which AWS's throttling and the rate rule of the firewall let all requests through. */
const PER_SECOND = 80;
const SECONDS = 10;
const SOURCES = 50;

/** Requests that read the database, by service. */
const READS = [
  ['customers-service', '/owners'],
  ['vets-service', '/vets'],
  ['visits-service', '/pets/visits?petId=8'],
] as const;

export interface Load {
  readonly urls: readonly string[];
  readonly requests: number;
  readonly perSecond: number;
  /** Source addresses that the requests come from in turn. */
  readonly sources: number;
}

/** Answers to a load: number by status, and times in ms. */
export interface LoadTimes {
  readonly statuses: Readonly<Record<number, number>>;
  readonly median: number;
  readonly p99: number;
}

/** Sends requests at a fixed rate, whether earlier ones are answered or not. */
export async function load({ urls, requests, perSecond, sources }: Load): Promise<LoadTimes> {
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<number, number> = {};
  const one = (index: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const headers = { 'X-Emulator-Source': `198.51.100.${index % sources}` };
      request(urls[index % urls.length] ?? '', { agent, headers }, (answer) => {
        const status = answer.statusCode ?? 0;
        statuses[status] = (statuses[status] ?? 0) + 1;
        answer.resume().once('end', () => {
          resolve(performance.now() - began);
        });
      })
        .once('error', reject)
        .end();
    });
  const started = performance.now();
  const sent: Promise<number>[] = [];
  for (let index = 0; index < requests; index += 1) {
    const wait = started + (index * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    sent.push(one(index));
  }
  const times = (await Promise.all(sent)).sort((a, b) => a - b);
  agent.destroy();
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? NaN;
  return { statuses, median: at(0.5), p99: at(0.99) };
}

/** State of the running system, as its page asks for it. */
interface State {
  readonly prefixes: readonly string[];
  readonly services: readonly {
    readonly name: string;
    readonly tasks: readonly { readonly here: string }[];
  }[];
}

/** Times of reads through API and load balancer, and of the same sent to the tasks; undefined where nothing answers. */
export async function requestTimes(
  environment: string,
  home: string,
): Promise<{ readonly whole: LoadTimes; readonly direct: LoadTimes } | undefined> {
  const emulator = await runningEmulator(home);
  if (emulator === undefined) return undefined;
  const status = await fetch(`${endpointOf(emulator)}/_emulator/status`);
  const { trafficPort = 0 } = (await status.json()) as { trafficPort?: number };
  if (trafficPort === 0) return undefined;
  const system = `http://127.0.0.1:${trafficPort}`;
  const { prefixes, services } = (await (await fetch(`${system}/_traffic/state`)).json()) as State;
  const reads = READS.flatMap(([name, path]) => {
    const { path: context } = settingsOf(environment).services.find((one) => one.name === name) ?? {};
    const task = services.find((one) => one.name.endsWith(`-${environment}-${name}`))?.tasks[0];
    return context === undefined || task === undefined ? [] : [{ path: context + path, here: task.here }];
  });
  if (reads.length === 0) return undefined;
  const asked = { requests: PER_SECOND * SECONDS, perSecond: PER_SECOND, sources: SOURCES };
  const direct = await load({ ...asked, urls: reads.map(({ here, path }) => `http://${here}${path}`) });
  const urls = reads.map(({ path }) => `${system}${prefixes[0] ?? ''}${path}`);
  return { direct, whole: await load({ ...asked, urls }) };
}
