import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTerraform, TerraformRun } from '../../../tools/terraform/run';
import { recordedLines } from '../recorded/read';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('run');
const logFile = join(folder, 'logs', 'stack.log');

/** A program in Terraform's place: `body` is the JavaScript that it runs. */
function fake(body: string, rest: Partial<TerraformRun> = {}): TerraformRun {
  const script = join(folder, 'terraform.cjs');
  writeFileSync(script, body);
  return { program: process.execPath, args: [script], directory: folder, env: process.env, logFile, ...rest };
}

const LISTEN = `
  process.on('SIGINT', () => { console.log('asked to end'); if (process.argv[2] !== 'deaf') process.exit(1); });
  setInterval(() => {}, 1000);
  console.log('started');
`;

/** Fires once the program says that it started. */
async function interruptWhenStarted(controller: AbortController): Promise<void> {
  while (!readFileSync(logFile, 'utf8').endsWith('started\n'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
}

it('passes events on, collects errors and writes all of it as text', async () => {
  const lines = JSON.stringify([...recordedLines('invalid'), '\u001b[31mplain\u001b[0m']);
  const types: string[] = [];
  const onEvent = (event: { type: string }): void => void types.push(event.type);
  const run = fake(`for (const line of ${lines}) console.log(line); console.error('oh'); process.exit(3);`, {
    onEvent,
  });
  const result = await runTerraform(run);
  expect(result.exitCode).toBe(3);
  expect(result.errors.map(({ summary }) => summary)).toEqual(['Extraneous JSON object property']);
  expect(result.text.split('\n').sort()).toEqual(['oh', 'plain']);
  expect(types).toEqual(['diagnostic']);
  expect(readFileSync(logFile, 'utf8')).toMatch(/Terraform 1\.11\.4[^]*Did you mean "name"\?[^]*exit code 3/);
});

it('asks Terraform once to end', async () => {
  const controller = new AbortController();
  const running = runTerraform(fake(LISTEN, { signal: controller.signal }));
  await interruptWhenStarted(controller);
  const { exitCode, text } = await running;
  expect({ exitCode, text }).toEqual({ exitCode: 1, text: 'started\nasked to end' });
});

it('runs Terraform in a process group of its own, which no Ctrl-C of the terminal reaches', async () => {
  const { text } = await runTerraform(
    fake(
      `console.log(require('fs').readFileSync('/proc/self/stat', 'utf8').split(' ')[4] === String(process.pid))`,
    ),
  );
  expect(text).toBe('true');
});

it('kills a Terraform that does not end, and says so', async () => {
  const controller = new AbortController();
  const onKill = jest.fn();
  const run = fake(LISTEN, { signal: controller.signal, graceSeconds: 0.2, onKill });
  const running = runTerraform({ ...run, args: [...run.args, 'deaf'] });
  await interruptWhenStarted(controller);
  expect((await running).exitCode).toBe(137);
  expect(onKill).toHaveBeenCalledTimes(1);
});

const crash = JSON.stringify({
  '@message': 'Error: Plugin did not respond',
  type: 'diagnostic',
  diagnostic: { severity: 'error', summary: 'Plugin did not respond' },
});

it.each([
  ['ends by itself', 'process.exit(1)', false],
  ['is killed', `process.kill(process.pid, 'SIGKILL')`, true],
  ['loses its provider', `console.log(${JSON.stringify(crash)}); process.exit(1)`, true],
])('a marker is there while it runs; when it %s, it is there afterwards: %s', async (_, body, stays) => {
  const file = join(folder, 'running', 'dev-data.1');
  const look = `require('fs').readFileSync(${JSON.stringify(file)}, 'utf8') === 'mark' || process.exit(9);`;
  const { exitCode } = await runTerraform(fake(`${look}${body}`, { marker: { file, text: 'mark' } }));
  expect(exitCode).not.toBe(9);
  expect(existsSync(file)).toBe(stays);
});
