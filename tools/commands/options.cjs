// @ts-check
'use strict';

/** Options of commands on one of the project's environments. */
const env = { value: '<name>', does: 'the environment', default: 'dev', isDefined: true };
const out = {
  value: '<folder>',
  does: 'where the stacks are synthesized',
  default: 'cdktf.out',
  isFolder: true,
};
const home = {
  value: '<folder>',
  does: 'where the emulator keeps its files',
  default: '.emulator',
  isFolder: true,
};

module.exports = { env, home, out };
