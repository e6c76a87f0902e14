import { runningEmulator } from '../emulator/lifecycle';
import { load, LoadTimes } from '../emulator/load';
import { endpointOf } from '../session/emulator-record';
import { settingsOf } from '../session/settings';

/** Times of reading all vets through API and load balancer, and from a task; undefined where no such runs. */
export async function requestTimes(
  environment: string,
  home: string,
): Promise<[LoadTimes, LoadTimes] | undefined> {
  const emulator = await runningEmulator(home);
  if (emulator === undefined) return undefined;
  const ask = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;
  const { trafficPort } = await ask<{ trafficPort: number }>(`${endpointOf(emulator)}/_emulator/status`);
  const system = `http://127.0.0.1:${trafficPort}`;
  type State = { prefixes: string[]; services: { name: string; tasks: { here: string }[] }[] };
  const { prefixes, services } = await ask<State>(`${system}/_traffic/state`);
  const task = services.find(({ name }) => name.endsWith(`-${environment}-vets-service`))?.tasks[0];
  const vets = settingsOf(environment).services.find(({ name }) => name === 'vets-service');
  if (task === undefined || vets === undefined) return undefined;
  const direct = await load([`http://${task.here}${vets.path}/vets`]);
  return [await load([`${system}${prefixes[0] ?? ''}${vets.path}/vets`]), direct];
}
