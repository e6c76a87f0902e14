import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../../tools/commands/arguments.cjs';
import { Command, commands } from '../../../tools/commands/table.cjs';
import { scriptLine, usage } from '../../../tools/commands/usage.cjs';
import { projectRoot } from '../../../tools/support/project';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const names = Object.keys(commands);
/** Arguments that a command cannot run without, beside an unknown option or environment. */
const REQUIRED: Readonly<Record<string, string[]>> = {
  chat: ['Hello'],
  export: ['--out', 'folder'],
  logs: ['genai'],
  pictures: ['start.txt'],
  preview: ['--base', 'main'],
  trace: ['GET', '/'],
};

function command(name: string): Command {
  const found = commands[name];
  if (found === undefined) throw new Error(`There is no command ${name}`);
  return found;
}

test('package.json has a script for each command, with its sentence: what it lacks is the line to add', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts).toMatchObject(
    Object.fromEntries(Object.entries(commands).map(([name, each]) => [name, scriptLine(name, each)])),
  );
  for (const { does } of Object.values(commands)) expect(does).toMatch(/^[A-Z][^']+\.$/);
});

// What the front door does is the same for every command, so it is run for one of each kind, and the rest is read as it reads it.
test('--help tells what a command does, takes and ends with', () => {
  const { status, stdout } = runCommand('plan', '--help');
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${usage('plan', command('plan'))}\n` });
});

test.each(names)('%s has a usage, and refuses an option that it does not have', (name) => {
  const text = usage(name, command(name));
  expect(text).toContain(command(name).does);
  expect(text).toMatch(/^Usage: npm (run )?[a-z]+[^]*\nOptions\n[^]*\nExit code: 0 /);
  const { problems } = readArguments(command(name), [...(REQUIRED[name] ?? []), '--nothing'], {});
  expect(problems).toEqual([expect.stringMatching(/^There is no option --nothing/)]);
  expect(command(name).misuse).toBe(['preview', 'plan', 'apply', 'drift'].includes(name) ? 1 : undefined);
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
  ['trace', ['GET', '/', '--at', 'waf'], '--at is "waf"; allowed: api, alb.'],
  ['trace', ['GET', '/', '--header', 'Accept'], '--header is "Accept"; allowed: a name, = and a value.'],
  ['bench', ['--rounds', '0'], '--rounds is "0"; allowed: a whole number from 1 to 100.'],
  ['preview', [], '--base is missing: what the environment stands at'],
  ['preview', ['--base', 'main', '--env', '../x'], '--env is "../x"; allowed: lower case letters'],
  ['test', ['unit', 'nonsense'], 'There is no check and no file nonsense; checks: e2e, '],
])('%s %j is refused', (name, args, words) => {
  expect(readArguments(command(name), args, {}).problems.join('\n')).toContain(words);
});

test('an unknown command is refused, with those there are', () => {
  const { status, stderr } = runCommand('nonsense');
  expect(stderr).toContain('There is no command nonsense, only:\n  npm start ');
  expect(status).toBe(2);
});

test('an option that npm took for its own is refused: the command would run without it', () => {
  expect(readArguments(command('destroy'), [], { npm_config_env: 'prod' }).problems).toEqual([
    'npm took --env for its own: type `--` before it, as in `-- --env prod`.',
  ]);
});

test('every command that names an environment of the project has it checked, but preview, whose base may have another', () => {
  const unchecked = names.filter((name) => {
    const env = command(name).options['env'];
    return env !== undefined && env.isDefined !== true;
  });
  expect(unchecked).toEqual(['preview']);
});

test.each([
  ['plan', '--plans'],
  ['export', '--out'],
])('%s refuses an unknown environment in a line, and writes nothing', (name, place) => {
  const folder = join(temporaryFolder('command'), 'out');
  const { status, stderr } = runCommand(name, place, folder, '--env', 'nowhere');
  expect(status).toBe(command(name).misuse ?? 2);
  expect(stderr).toMatch(/^There is no environment nowhere, only dev, prod(, \w+)*\.\n$/);
  expect(existsSync(folder)).toBe(false);
});
