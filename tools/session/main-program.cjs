// @ts-check
'use strict';
const { buildSync } = require('esbuild');

/**
 * `main.ts` of a project with all of its own files, as one script for the standard input of Node.js in that folder. Loading
 * its 200 files one by one through tsx, and every package through its scanner, takes as long as the whole synthesis: 1.0 s of
 * CPU time in place of 2.0 s.
 *
 * @param {string} folder of the project
 * @returns {string}
 * @throws Error with the place of each mistake in the syntax
 */
function mainProgram(folder) {
  const { outputFiles } = buildSync({
    ...{ absWorkingDir: folder, entryPoints: ['main.ts'], write: false, logLevel: 'silent' },
    ...{ bundle: true, packages: 'external', platform: 'node' },
  });
  return outputFiles.map(({ text }) => text).join('');
}

module.exports = { mainProgram };
