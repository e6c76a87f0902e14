import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../../tools/commands/table.cjs';
import { scriptLine } from '../../../tools/commands/usage.cjs';
import { projectRoot } from '../../../tools/support/project';
import { commandLine, runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const names = Object.keys(commands);
/** Arguments that a command cannot run without, beside an unknown option or environment. */
const REQUIRED: Readonly<Record<string, (folder: string) => string[]>> = {
  chat: () => ['Hello'],
  export: (folder) => ['--out', folder],
  logs: () => ['genai'],
  trace: () => ['GET', '/'],
};

test('package.json has a script for each command, which npm lists with a sentence', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts).toMatchObject(
    Object.fromEntries(Object.entries(commands).map(([name, each]) => [name, scriptLine(name, each)])),
  );
  for (const { does } of Object.values(commands)) expect(does).toMatch(/^[A-Z][^']+\.$/);
});

test.each(names)('%s --help tells what it does, takes and ends with', (name) => {
  const { status, stdout } = runCommand(name, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(commands[name]?.does);
  expect(stdout).toMatch(/^Usage: npm (run )?[a-z]+[^]*\nOptions\n[^]*\nExit code: 0 /);
});

test('everything that is not understood is told at once, with what is allowed', () => {
  const { status, stdout, stderr } = runCommand(
    'plan',
    '--stak',
    'x',
    '--lock-timeout',
    'soon',
    '--env',
    'dev',
    'y',
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    'There is no option --stak, only --env, --stack, --out, --plans, --lock-timeout, --no-lock, --to-bucket.',
    '--lock-timeout is "soon"; allowed: a number of seconds, minutes or hours, such as 30s or 5m.',
    'It takes options alone, not "y".',
    '`npm run plan -- --help` tells what it takes.',
    '',
  ]);
});

test.each<[string, string[], string]>([
  ['export', [], '--out is missing: a new or empty folder'],
  ['export', ['--out', ''], '--out takes a value: <folder>'],
  ['export', ['--out', '--env', 'dev'], '--out takes a value: <folder>'],
  ['export', ['--out', 'a', '--out=b'], '--out is given twice.'],
  ['synth', ['--new-account=yes'], '--new-account takes no value.'],
  ['chat', [' '], '"<question>" is missing.'],
  ['logs', [], '<name> is missing.'],
  [
    'start',
    ['--program', 'vets-service'],
    '--program is "vets-service"; allowed: the name of a service, =, and a command line.',
  ],
  ['bench', ['--rounds', '0'], '--rounds is "0"; allowed: a whole number from 1 to 100.'],
  ['preview', [], '--base is missing: what the environment stands at'],
  ['preview', ['--base', 'main', '--env', '../x'], '--env is "../x"; allowed: lower case letters'],
  ['test', ['unit', 'nonsense'], 'There is no check and no file nonsense; checks: e2e, '],
  ['nonsense', [], 'There is no command nonsense, only:\n  npm start '],
])('%s %j is refused', (name, args, words) => {
  const { status, stderr } = runCommand(name, ...args);
  expect(stderr).toContain(words);
  expect(status).toBe(name === 'preview' ? 1 : 2);
});

test.each(names)('%s refuses an option that it does not have', (name) => {
  const folder = join(temporaryFolder('command'), 'out');
  const { status, stderr } = runCommand(name, ...(REQUIRED[name]?.(folder) ?? []), '--nothing');
  expect(stderr).toContain('There is no option --nothing');
  expect(status).toBe(['preview', 'plan', 'apply', 'drift'].includes(name) ? 1 : 2);
});

test('an option that npm took for its own is refused: the command would run without it', () => {
  const { status, stderr } = spawnSync(process.execPath, commandLine('destroy', []), {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, npm_config_env: 'prod' },
  });
  expect(stderr).toContain('npm took --env for its own: type `--` before it, as in `-- --env prod`.');
  expect(status).toBe(2);
});

const withEnvironment = names.filter((name) => commands[name]?.options.env?.isDefined === true);

test.each(withEnvironment)('%s refuses an unknown environment in a line, and writes nothing', (name) => {
  const folder = join(temporaryFolder('command'), 'out');
  const placed = ['plans', 'home'].flatMap((option) =>
    commands[name]?.options[option] === undefined ? [] : [`--${option}`, join(folder, option)],
  );
  const { status, stderr } = runCommand(
    name,
    ...(REQUIRED[name]?.(folder) ?? []),
    ...placed,
    '--env',
    'nowhere',
  );
  expect(status).toBe(commands[name]?.misuse ?? 2);
  expect(stderr).toMatch(/^There is no environment nowhere, only dev, prod(, \w+)*\.\n$/);
  expect(existsSync(folder)).toBe(false);
});
