// @ts-check
'use strict';
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes the folder in which the test files of a run share what they synthesize; it goes with the run. */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-syntheses-'));
  process.env.SYNTHESES = folder;
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
