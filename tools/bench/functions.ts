import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambdaPackage } from '../../src/core/lambda-package';
import { projectRoot } from '../support/project';
import { median } from './median';

/** Medians of one run, in milliseconds, of the parts of a cold start that are Python. */
export interface ImportTimes {
  /** The AWS SDK, which every function in Python pays for. */
  readonly sdk: number;
  /** The function's own package on top of it. */
  readonly own: number;
  readonly ratio: number;
}

const MEASURE = `
import sys, time
sys.path.insert(0, sys.argv[1])
started = time.perf_counter()
import boto3
from botocore import client, config, exceptions, parsers, session
between = time.perf_counter()
import genai.handler
print((between - started) * 1000, (time.perf_counter() - between) * 1000)
`;

/** How long importing the GenAI function's package takes, against the AWS SDK. */
export function measureImport(rounds: number): ImportTimes {
  const unpacked = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  try {
    python('-m', 'zipfile', '-e', lambdaPackage('genai').path, unpacked);
    const [sdk, own]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const [before = NaN, after = NaN] = python('-c', MEASURE, unpacked).split(' ').map(Number);
      sdk.push(before);
      own.push(after);
    }
    const [whole, part] = [median(sdk), median(own)];
    return { sdk: whole, own: part, ratio: part / whole };
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}

function python(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(join(projectRoot, '.venv/bin/python'), args, {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`python ${args[0] ?? ''} failed: ${stderr}`);
  return stdout;
}
