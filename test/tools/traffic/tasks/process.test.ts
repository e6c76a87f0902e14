import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '../../../../tools/traffic/tasks/process';
import { projectRoot } from '../../../../tools/support/project';
import { temporaryFolder } from '../../../support/temporary-folder';

const RESOLVE = `require('dns').lookup(process.argv[1], (_, found) => console.log(found))`;

test('a process finds names in its hosts file, in the way that this machine allows', async () => {
  execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { ensureNameLookup } from './tools/setup/name-lookup.mjs'; await ensureNameLookup('.');`,
  ]);
  const file = join(projectRoot, '.cache/name-lookup.json');
  const { library } = JSON.parse(readFileSync(file, 'utf8')) as { library?: string };
  const hosts = join(temporaryFolder('names'), 'hosts');
  writeFileSync(hosts, '127.3.2.1 depot.internal\n127.4.5.6 localhost\n');
  const foundFor = async (name: string): Promise<string> => {
    const command = [process.execPath, '-e', RESOLVE, name];
    const child = startProcess({ command, variables: {}, hosts, nssWrapper: library });
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(child, 'exit');
    child.stdin?.end();
    return text.trim();
  };
  expect([await foundFor('depot.internal'), await foundFor('localhost')]).toEqual(['127.3.2.1', '127.4.5.6']);
});
