import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../setup/install.mjs';
import { attempt, runQuietly } from '../setup/run-quietly.mjs';
import session from '../session/main-program.cjs';
import compare from './differences.cjs';

const here = import.meta.dirname;
const cache = join(projectRoot, '.cache', 'ways-out');

/** Ways out of cdktf, each with the packages that it takes. */
const moves = {
  'cdktn 0.24': ['cdktf', 'constructs'],
  'cdktn 0.24 and AWS provider 6': ['cdktf', 'constructs', '@cdktf/provider-aws'],
};

/**
 * The folder with the other packages, installed once for each content of package-lock.json.
 *
 * @throws SetupError when the registry of npm cannot be reached
 */
async function installed() {
  const lock = join(here, 'package-lock.json');
  const folder = join(cache, createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  console.log('Installing cdktn and the binding for AWS provider 6.');
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(here, file), join(made, file));
  const options = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  await runQuietly('npm', ['ci', ...options], 'Check that the npm registry can be reached.', { cwd: made });
  if (existsSync(folder)) rmSync(made, { recursive: true });
  else renameSync(made, folder);
  return folder;
}

/** Each stack's Terraform JSON in an output folder, by name. */
function stacksIn(folder) {
  const read = (name) => JSON.parse(readFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  return Object.fromEntries(readdirSync(join(folder, 'stacks')).map((name) => [name, read(name)]));
}

/** `main.ts` as a script below `node_modules` of the project. */
const program = join(cache, 'main.cjs');

/** Stacks of every environment, synthesized with some packages from `folder`; what synthesis said when it failed. */
async function synthesize(folder, replaced) {
  const outDir = mkdtempSync(join(cache, 'out-'));
  const preload = replaced.length === 0 ? [] : ['--require', join(here, 'replace.cjs')];
  const { code, output } = await attempt(process.execPath, [...preload, program], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir, INSTALLED: folder, REPLACED: replaced.join(',') },
  });
  const stacks = code === 0 ? stacksIn(outDir) : undefined;
  rmSync(outDir, { recursive: true });
  return { stacks, output };
}

/** Errors of TypeScript in the sources against the other packages' types; empty when they fit. */
async function typeErrors(folder) {
  const config = join(folder, 'tsconfig.json');
  const modules = join(folder, 'node_modules');
  const compilerOptions = {
    incremental: false,
    types: ['node'],
    typeRoots: [join(projectRoot, 'node_modules/@types')],
    paths: {
      cdktf: [join(modules, 'cdktn')],
      constructs: [join(modules, 'constructs')],
      '@cdktf/provider-aws/*': [join(modules, '@cdktf/provider-aws/*')],
    },
  };
  const include = ['main.ts', 'src', '.gen'].map((path) => join(projectRoot, path));
  writeFileSync(
    config,
    JSON.stringify({ extends: join(projectRoot, 'tsconfig.json'), compilerOptions, include }),
  );
  const { output } = await attempt(join(projectRoot, 'node_modules/.bin/tsc'), ['-p', config], {
    cwd: projectRoot,
  });
  return output;
}

/** Place of the one value that has to be another: the version of what wrote the stack. */
const versionOf = (name) => `${name} // metadata version`;

/** Problems of each move, in words; empty when all of them stand open. */
async function problems() {
  const folder = await installed();
  writeFileSync(program, session.mainProgram(projectRoot));
  const [now, errors] = await Promise.all([synthesize(folder, []), typeErrors(folder)]);
  if (now.stacks === undefined) return [`Synthesis failed:\n${now.output}`];
  const versions = new Set(Object.keys(now.stacks).map(versionOf));
  const found =
    errors === '' ? [] : [`The sources do not fit the types of cdktn 0.24 and AWS provider 6:\n${errors}`];
  for (const [move, replaced] of Object.entries(moves)) {
    const then = await synthesize(folder, replaced);
    if (then.stacks === undefined) found.push(`Synthesis with ${move} failed:\n${then.output}`);
    else {
      const places = new Set(compare.differences(now.stacks, then.stacks));
      found.push(
        ...[...places]
          .filter((place) => !versions.has(place))
          .map((place) => `With ${move}, another value: ${place}`),
        ...[...versions]
          .filter((place) => !places.has(place))
          .map((place) => `Not written by ${move}: ${place}`),
      );
    }
  }
  return found;
}

const found = await problems();
console.log([...found, found.length === 0 ? 'Every stack is the same.' : 'See docs/ways-out.md.'].join('\n'));
process.exitCode = found.length === 0 ? 0 : 1;
