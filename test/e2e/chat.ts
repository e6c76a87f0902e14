import { spawn } from 'node:child_process';
import { projectRoot } from '../../tools/project';
import { World } from './world';

/** What `npm run chat` came to. */
export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a person does, on the emulator of the tests. */
export async function chat({ home }: World, ...args: string[]): Promise<Said> {
  const command = ['--import', 'tsx', 'tools/chat/cli.ts', '--home', home, ...args];
  const child = spawn(process.execPath, command, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += String(text)));
  child.stderr.on('data', (text) => (said.stderr += String(text)));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, ...said };
}

/** Talks to the deployed function from the command line. */
export function describeChat(world: () => World): void {
  test('npm run chat shows the answer, the tools, and that the model is a stand-in', async () => {
    const { exitCode, stdout, stderr } = await chat(world(), 'Which vets know surgery?');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Linda Douglas');
    expect(stdout).toMatch(/^Tools +list_vets$/m);
    expect(stdout).toMatch(/^Model +a stand-in/m);
  });

  test('npm run chat goes on with a conversation', async () => {
    const first = await chat(world(), 'Hello');
    const [, sessionId = ''] = /^Session +(\S+)$/m.exec(first.stdout) ?? [];
    const { stdout } = await chat(world(), '--session', sessionId, 'Which vets know surgery?');
    expect(stdout).toContain(`Session     ${sessionId}`);
  });

  test('npm run chat ends with 1 and the reason when the function refuses', async () => {
    const { exitCode, stdout } = await chat(world(), 'x'.repeat(4001));
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('4000 are allowed')]);
  });
}
