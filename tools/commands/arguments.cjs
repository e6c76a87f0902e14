// @ts-check
'use strict';
// CommonJS without packages: it refuses and explains before there are any, and the TypeScript tools load it too.
const { resolve } = require('node:path');
const { parseArgs } = require('node:util');

/**
 * An option of a command.
 *
 * @typedef {object} Option
 * @property {string} [value] its value as the usage names it, such as `<name>`; without one it is a switch
 * @property {string} does
 * @property {string} [default]
 * @property {boolean} [multiple] whether it may be given several times; its values are then a list
 * @property {boolean} [required]
 * @property {boolean} [isFolder] whether the value is a folder, below the project's unless it is absolute
 * @property {RegExp} [pattern] of an allowed value
 * @property {string} [allowed] the same in words
 */

/**
 * The arguments that a command takes beside its options.
 *
 * @typedef {object} Positionals
 * @property {string} value as the usage names them, such as `"<question>"`
 * @property {boolean} [required] whether there has to be one
 * @property {readonly string[]} [allowed]
 * @property {(given: readonly string[]) => string[]} [problemsOf] everything that is not understood, where no list tells
 */

/**
 * The words behind a command, understood.
 *
 * @typedef {object} Given
 * @property {boolean} help
 * @property {Record<string, any>} values by option: text, a list of texts, or whether the switch is on
 * @property {string[]} positionals
 * @property {string[]} problems everything that is not understood
 */

const some = (/** @type {readonly string[]} */ names) => names.join(', ');

/**
 * Reads what was typed behind a command, and lists everything in it that the command does not take.
 *
 * @param {{ options: Record<string, Option>, positionals?: Positionals }} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env npm's, which may have taken options for its own
 * @returns {Given}
 */
function readArguments({ options, positionals: taken }, args, env = process.env) {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(
        Object.entries(options).map(([name, { value }]) => [
          name,
          { type: value === undefined ? /** @type {const} */ ('boolean') : /** @type {const} */ ('string') },
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  /** @type {Record<string, any>} */
  const values = {};
  /** @type {string[]} */
  const positionals = [];
  /** @type {string[]} */
  const problems = [];
  let help = false;
  let behindUnknown = false;
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'help') help = true;
    else if (token.kind === 'option') {
      const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
      const problem =
        option === undefined
          ? `There is no option ${token.rawName}${listed(options)}.`
          : problemOf(token.rawName, option, token.value, token.inlineValue === true);
      if (problem !== undefined) problems.push(problem);
      else if (option?.value === undefined) values[token.name] = true;
      else if (option.multiple === true) (values[token.name] ??= []).push(token.value);
      else if (token.name in values) problems.push(`${token.rawName} is given twice.`);
      else values[token.name] = token.value;
      behindUnknown = option === undefined && token.inlineValue !== true;
    } else if (token.kind === 'positional') {
      // It may be the value of the option before, which is told already.
      if (!behindUnknown) positionals.push(token.value);
      behindUnknown = false;
    }
  }
  problems.push(...positionalProblems(positionals, taken), ...takenByNpm(options, env));
  for (const [name, { value, required, multiple, isFolder, default: usual, does }] of Object.entries(
    options,
  )) {
    values[name] ??= multiple === true ? [] : value === undefined ? false : usual;
    if (required === true && values[name] === undefined) {
      if (!problems.some((problem) => problem.startsWith(`--${name} `))) {
        problems.push(`--${name} is missing: ${does}.`);
      }
    } else if (isFolder === true && values[name] !== undefined) values[name] = resolve(values[name]);
  }
  return { help, values, positionals, problems };
}

const listed = (/** @type {Record<string, Option>} */ options) => {
  const names = Object.keys(options).map((name) => `--${name}`);
  return names.length === 0 ? '' : `, only ${some(names)}`;
};

/**
 * npm keeps options for itself that do not stand behind `--`; the command would run without them.
 *
 * @param {Record<string, Option>} options
 * @param {NodeJS.ProcessEnv} env
 */
const takenByNpm = (options, env) =>
  Object.keys(options).flatMap((name) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    return value === undefined
      ? []
      : [
          `npm took --${name} for its own: type ` +
            '`--` before it, as in `-- --' +
            `${name} ${value}` +
            '`.',
        ];
  });

/**
 * @param {string} name as it was typed
 * @param {Option} option
 * @param {string | undefined} value
 * @param {boolean} isInline whether it was typed as `--name=value`
 */
function problemOf(name, option, value, isInline) {
  if (option.value === undefined) return value === undefined ? undefined : `${name} takes no value.`;
  if (value === undefined || value === '' || (!isInline && value.startsWith('-'))) {
    return `${name} takes a value: ${option.value}, ${option.does}.`;
  }
  if (option.pattern === undefined || option.pattern.test(value)) return undefined;
  return `${name} is ${JSON.stringify(value)}; allowed: ${option.allowed ?? ''}.`;
}

/**
 * @param {readonly string[]} given
 * @param {Positionals | undefined} taken
 */
function positionalProblems(given, taken) {
  if (taken === undefined) {
    return given.length === 0
      ? []
      : [`It takes options alone, not ${some(given.map((each) => JSON.stringify(each)))}.`];
  }
  const { value, required, allowed, problemsOf: read } = taken;
  if (read !== undefined) return read(given);
  if (required === true && given.join('').trim() === '') return [`${value} is missing.`];
  const unknown = allowed === undefined ? [] : given.filter((each) => !allowed.includes(each));
  return unknown.length === 0 ? [] : [`There is no ${some(unknown)}, only ${some(allowed ?? [])}.`];
}

module.exports = { readArguments };
