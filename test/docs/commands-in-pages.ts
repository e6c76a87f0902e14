import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../tools/commands/arguments.cjs';
import { commands } from '../../tools/commands/table.cjs';
import { workflows } from '../github/workflow-files';
import { Configuration } from '../support/estate';
import { PROJECT_ROOT } from '../support/synthesis';

/** Words of a command, without those of the shell behind it. A placeholder such as `<name>` is the word `x`. */
export type Words = readonly string[];

const PROGRAMS = 'npm|npx|terraform|gh';
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"';|&)#`])+/g;

/** Code of a page: blocks for a shell, and what stands between backticks in a line. */
export const blocksOf = (text: string): string[] =>
  [...text.matchAll(/```bash\n([^]*?)```/g)].map(([, code = '']) => code);
const codeOf = (text: string): string[] => [
  ...blocksOf(text),
  ...[...text.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
];

/** Puts a word in place of each `<placeholder>`. */
export const filled = (code: string): string => code.replaceAll(/<[^<>()\n]+>/g, 'x');

/** Commands of npm, Terraform and gh in a page. */
export const commandsOf = (text: string): Words[] =>
  codeOf(text).flatMap((code) =>
    filled(code)
      .replaceAll('\\\n', ' ')
      .split('\n')
      .flatMap((line) => line.split(/&&|\|\||[;|]|\$\(|\bdo\b/))
      .map((part) => part.trim().replace(/^(?:\w+=\S*\s+)+/, ''))
      .filter((part) => new RegExp(`^(?:${PROGRAMS}) `).test(part))
      .map((part) =>
        (part.replace(/ [#>].*$/, '').match(WORD) ?? []).map((word) => word.replaceAll(/["']/g, '')),
      ),
  );

export type Stacks = Readonly<Record<string, Configuration>>;

/** Reason why a command would not run as the page says; undefined for one that would. */
export function problemOf([program, ...words]: Words, stacks: Stacks): string | undefined {
  if (program === 'npm') return npm(words);
  if (program === 'npx') return npx(words, stacks);
  return program === 'gh' ? gh(words) : terraform(words, stacks);
}

/** Scripts that npm runs without `run`, and its own command. */
const SHORT = ['start', 'stop', 'test'];

function npm([first = '', ...rest]: Words): string | undefined {
  if (first === 'ci' || (first === 'run' && rest.length === 0)) return undefined;
  const [name = '', ...behind] = SHORT.includes(first) ? [first, ...rest] : rest;
  const command = commands[name];
  if (command === undefined || (first !== 'run' && !SHORT.includes(first))) {
    // `npm run <command>` is any.
    return name === 'x' ? undefined : `npm has no ${first} ${name}`.trim();
  }
  const [separator, ...args] = behind;
  if (separator !== undefined && separator !== '--') return `npm takes ${separator} for its own`;
  const { problems, values } = readArguments(command, args, {});
  const { env } = values as { env?: string };
  if (env !== undefined && !['dev', 'prod', 'x'].includes(env)) return `there is no environment ${env}`;
  // A name alone may be spoken of, and a placeholder stands for a value that is allowed.
  return problems.find(
    (problem) => !(args.length === 0 ? / is missing[.:]/ : / is "x"| file x;/).test(problem),
  );
}

function npx([program, ...words]: Words, stacks: Stacks): string | undefined {
  if (program === 'jest') return words.map(missingPath).find((problem) => problem !== undefined);
  if (program !== 'cdktf' || !['deploy', 'destroy'].includes(words[0] ?? ''))
    return `no npx ${program ?? ''}`;
  return words.slice(1).flatMap((name) => missingStack(name, stacks) ?? [])[0];
}

const missingPath = (word: string): string | undefined =>
  word.startsWith('-') || existsSync(join(PROJECT_ROOT, word)) ? undefined : `there is no ${word}`;
const missingStack = (name: string, stacks: Stacks): string | undefined =>
  name in stacks || name.startsWith('$') ? undefined : `there is no stack ${name}`;

/** Options of the commands of gh that pages and workflows use, beside their arguments. @see https://cli.github.com/manual */
const GH: Readonly<Record<string, readonly string[]>> = {
  api: ['--field', '--jq', '--method', '--paginate'],
  'auth login': [],
  'issue close': ['--comment'],
  'issue create': ['--body-file', '--label', '--title'],
  'issue edit': ['--body-file'],
  'issue list': ['--jq', '--json', '--label', '--state'],
  'label create': ['--color', '--description', '--force'],
  'pr comment': ['--body-file'],
  'run list': ['--workflow', '--limit'],
  'variable set': ['--body'],
  'workflow disable': [],
  'workflow enable': [],
  'workflow run': ['-f', '--ref'],
};

function gh(words: Words): string | undefined {
  const known = Object.keys(GH).find((each) => words.join(' ').startsWith(each));
  // Only the name of a group, such as `gh run`, is no command.
  if (words.length === 1 && Object.keys(GH).some((each) => each.startsWith(`${words[0]} `))) return undefined;
  if (known === undefined) return `gh has no ${words.join(' ')}`;
  const unknown = words.find((word) => word.startsWith('-') && GH[known]?.includes(word) === false);
  if (unknown !== undefined) return `gh ${known} takes no ${unknown}`;
  const named = words.find((word) => word.endsWith('.yml'));
  const found = workflows.find(({ file }) => `${file}.yml` === named);
  if (named !== undefined && found === undefined) return `there is no workflow ${named}`;
  const inputs = (found?.on['workflow_dispatch'] as { inputs?: object } | null | undefined)?.inputs ?? {};
  const given = words.filter((_, index) => words[index - 1] === '-f').map((word) => word.split('=')[0] ?? '');
  const stranger = given.find((name) => !(name in inputs));
  return stranger === undefined ? undefined : `${named ?? ''} has no input ${stranger}`;
}

const GROUPS = ['providers', 'state', 'workspace'];
const helps = new Map<string, string>();

/** Help of Terraform for a command; empty for one that it does not have. */
function helpOf(command: string): string {
  const known = helps.get(command);
  if (known !== undefined) return known;
  const { stdout } = spawnSync('terraform', [...command.split(' '), '-help'], { encoding: 'utf8' });
  const help = stdout.includes(`[global options] ${command}`) ? stdout : '';
  helps.set(command, help);
  return help;
}

function terraform(words: Words, stacks: Stacks): string | undefined {
  const chdir = words.find((word) => word.startsWith('-chdir='));
  const name = chdir?.split('/stacks/')[1] ?? '';
  if (chdir !== undefined) {
    const problem = chdir.endsWith('=$stack') ? undefined : missingStack(name, stacks);
    if (problem !== undefined) return problem;
  }
  const [first = '', second = '', ...rest] = words.filter((word) => word !== chdir);
  const [command, args] = GROUPS.includes(first) ? [`${first} ${second}`, rest] : [first, [second, ...rest]];
  const help = helpOf(command) + (['apply', 'destroy'].includes(command) ? helpOf('plan') : '');
  if (help === '') return `terraform has no ${command}`;
  const options = args.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0] ?? '');
  const unknown = options.find((option) => !new RegExp(`^\\s+${option}\\b`, 'm').test(help));
  if (unknown !== undefined) return `terraform ${command} takes no ${unknown}`;
  const stack = stacks[name];
  if (stack === undefined) return undefined;
  const { output = {}, resource = {} } = stack;
  const [wanted] = args.filter((word) => word !== '' && !word.startsWith('-'));
  if (command === 'output' && wanted !== undefined && !(wanted in output))
    return `${name} has no output ${wanted}`;
  const addresses = args
    .map((word) => word.replace(/^-replace=/, ''))
    .filter((word) => /^aws_\w+\./.test(word));
  const missing = addresses.find((address) => {
    const [type = '', id = ''] = address.split('.');
    return resource[type]?.[id] === undefined;
  });
  return missing === undefined ? undefined : `${name} has no ${missing}`;
}
