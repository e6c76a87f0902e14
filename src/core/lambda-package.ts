import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { functionNames, packagePath, readPackageRecord, sourcesHash } from './lambda-sources';

/** The zip file that a Lambda function is made of. */
export interface LambdaPackage {
  /** Absolute path of the zip file. */
  readonly path: string;
  /** SHA-256 in Base64, the format of a function's `source_code_hash`. */
  readonly sha256Base64: string;
  readonly sha256Hex: string;
}

/** The folder that synthesis runs in. */
const PROJECT_ROOT = resolve();

/**
 * The package of the function in `lambdas/<name>`, which `npm run package` made before. It is the same on any machine as
 * long as its sources are, so its hash may stand in plans.
 *
 * @param root the folder of the project
 * @throws Error when there is no such function, or its package is missing or not of the sources as they are now
 */
export function lambdaPackage(name: string, root = PROJECT_ROOT): LambdaPackage {
  const names = functionNames(root);
  if (!names.includes(name)) {
    throw new Error(`There is no function lambdas/${name}, only ${names.join(', ')}.`);
  }
  const path = packagePath(root, name);
  const file = relative(root, path);
  const record = readPackageRecord(root, name);
  if (record === undefined) throw new Error(`${file} is missing: run \`npm run package\` first.`);
  const digest = createHash('sha256').update(readFileSync(path)).digest();
  if (record.sources !== sourcesHash(root, name) || record.sha256 !== digest.toString('hex')) {
    throw new Error(`${file} is not made of what lambdas/${name} holds now: run \`npm run package\` first.`);
  }
  return { path, sha256Base64: digest.toString('base64'), sha256Hex: record.sha256 };
}
