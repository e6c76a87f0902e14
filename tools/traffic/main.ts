/**
 * Runs what is deployed on an emulator, as far as README says: tasks as processes, and the way to them. The emulator starts
 * it and closes its standard input at the end.
 *
 *   node --import tsx tools/traffic/main.ts --endpoint http://127.0.0.1:4566 --folder .emulator/moto
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../support/project';
import { LiveModel } from './live-model';
import { Pages } from './page/pages';
import { RunningTasks } from './tasks/running-tasks';
import { serveWayIn, WayIn } from './way-in';

const { values } = parseArgs({
  options: { endpoint: { type: 'string', default: '' }, folder: { type: 'string', default: '' } },
});
/** File with the port, which a later start takes again. */
const record = join(dirname(values.folder), 'traffic.json');

/** Contents of a file; an empty object while there is none. */
function read<T extends object>(file: string): Partial<T> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : {};
}

const tell = (message: string): void => {
  console.error(`traffic: ${message}`);
};

function openWayIn(tasks: RunningTasks): Promise<WayIn> {
  const options = { pages: new Pages(tasks).answer, onError: tell };
  // Beside the port that emulators use by convention.
  const { port = 4567 } = read<{ port: number }>(record);
  return serveWayIn(tasks, { ...options, port }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return serveWayIn(tasks, { ...options, port: 0 });
  });
}

async function main(): Promise<void> {
  const live = new LiveModel(values.endpoint);
  const { library } = read<{ library: string }>(join(projectRoot, '.cache', 'name-lookup.json'));
  const tasks = new RunningTasks(live, values.folder, library);
  process.stdin.resume().once('close', () => {
    tasks.end();
    process.exit(0);
  });
  void live.watch();
  const { port } = await openWayIn(tasks);
  writeFileSync(record, `${JSON.stringify({ port })}\n`);
  await tasks.run(port);
}

main().catch((error: unknown) => {
  console.error('traffic:', error);
  process.exit(1);
});
