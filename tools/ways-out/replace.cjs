// Preloaded into a process: takes the packages that REPLACED names from the folder INSTALLED, cdktn for cdktf.
const Module = require('node:module');

const { INSTALLED, REPLACED = '' } = process.env;
const replaced = REPLACED.split(',');
const { _resolveFilename: resolve } = Module;

Module._resolveFilename = function (request, ...rest) {
  if (!replaced.some((name) => request === name || request.startsWith(`${name}/`))) {
    return resolve.call(this, request, ...rest);
  }
  const [parent, isMain] = rest;
  return resolve.call(this, request.replace(/^cdktf\b/, 'cdktn'), parent, isMain, { paths: [INSTALLED] });
};
