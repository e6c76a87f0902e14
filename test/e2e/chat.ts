import { command, Said } from './command';
import { World } from './world';

/** Runs `npm run chat` as a person does, on the emulator of the tests. */
const chat = ({ home }: World, ...args: string[]): Promise<Said> => command('chat', '--home', home, ...args);

/** Talks to the deployed function from the command line. */
export function describeChat(world: () => World): void {
  test('npm run chat shows the answer, the tools, and that the model is a stand-in; a session goes on', async () => {
    const { exitCode, stdout, stderr } = await chat(world(), 'Which vets know surgery?');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Linda Douglas');
    expect(stdout).toMatch(/^Tools +list_vets$/m);
    expect(stdout).toMatch(/^Model +a stand-in/m);
    const [, sessionId = ''] = /^Session +(\S+)$/m.exec(stdout) ?? [];
    const next = await chat(world(), '--session', sessionId, 'Thank you');
    expect(next.stdout).toContain(`Session     ${sessionId}`);
  });

  test('npm run chat ends with 1 and the reason when the function refuses', async () => {
    const { exitCode, stdout } = await chat(world(), 'x'.repeat(4001));
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('4000 are allowed')]);
  });
}
