// @ts-check
'use strict';

/** Scripts that npm runs without `run`. */
const SHORT = ['start', 'stop', 'test'];

/** A command as a person types it. */
const typed = (/** @type {string} */ name) => `npm ${SHORT.includes(name) ? '' : 'run '}${name}`;

/**
 * The line of package.json that runs a command. npm shows it when it lists the scripts, so it begins with the command's
 * sentence: `:` is the shell's command that does nothing.
 *
 * @param {string} name
 * @param {import('./table.cjs').Command} command
 */
const scriptLine = (name, { does }) => `: '${does}'; exec node tools/commands/main.mjs ${name}`;

const USUAL = '0 done, 1 a failure, 2 a command that is not understood, an unknown environment among them.';

/**
 * The text of `--help`.
 *
 * @param {string} name
 * @param {import('./table.cjs').Command} command
 */
function usage(name, { does, about, options, positionals, exitCodes = USUAL }) {
  const rows = Object.entries({ ...options, help: { does: 'shows this' } }).map(([option, each]) => {
    const {
      value,
      does: description,
      default: usual,
    } = /** @type {import('./arguments.cjs').Option} */ (each);
    return [
      `--${option}${value === undefined ? '' : ` ${value}`}`,
      `${description}${usual === undefined ? '' : ` (${usual})`}`,
    ];
  });
  const width = Math.max(...rows.map(([left = '']) => left.length));
  const required = Object.entries(options).filter(([, option]) => option.required === true);
  const behind = [
    ...required.map(([option, { value = '' }]) => `--${option} ${value}`),
    ...(positionals === undefined
      ? []
      : [positionals.required === true ? positionals.value : `[${positionals.value}]`]),
    ...(Object.keys(options).length > required.length ? ['[options]'] : []),
  ];
  return [
    `Usage: ${[typed(name), ...(behind.length === 0 ? [] : ['--', ...behind])].join(' ')}`,
    '',
    does,
    ...(about === undefined ? [] : ['', about]),
    '',
    'Options',
    ...rows.map(([left = '', right]) => `  ${left.padEnd(width)}  ${right}`),
    '',
    `Exit code: ${exitCodes}`,
  ].join('\n');
}

module.exports = { scriptLine, typed, usage };
