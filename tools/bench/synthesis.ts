import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/project';
import { median } from './median';

/** Medians of one run, in milliseconds; `ratio` is what to compare between machines. */
export interface SynthesisTimes {
  readonly importing: number;
  readonly synthesizing: number;
  readonly ratio: number;
}

/**
 * How long synthesis of all environments takes, against importing cdktf and the provider files that it uses: the part that
 * no code of ours can make shorter. Both run as processes of their own, in turns, so that both see the same machine.
 */
export function measureSynthesis(rounds: number): SynthesisTimes {
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  try {
    const imports = join(folder, 'imports.ts');
    writeFileSync(
      imports,
      usedModules()
        .map((module) => `import '${require.resolve(module)}';\n`)
        .join(''),
    );
    const importing: number[] = [];
    const synthesizing: number[] = [];
    for (let round = 0; round < rounds; round++) {
      importing.push(run(imports, folder));
      synthesizing.push(run('main.ts', folder));
    }
    const [before, whole] = [median(importing), median(synthesizing)];
    return { importing: before, synthesizing: whole, ratio: whole / before };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Medians of one run, in milliseconds, of one environment with so many services. */
export interface CatalogueTimes {
  readonly few: number;
  readonly many: number;
  readonly ratio: number;
}

/** The numbers of services that are compared: what there is, and a hundred times that. */
export const [FEW, MANY] = [4, 400];

/** How synthesis grows with the catalogue. The two take turns, so that both see the same machine. */
export function measureCatalogue(rounds: number): CatalogueTimes {
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-bench-'));
  try {
    const [few, many]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      few.push(run('tools/bench/catalogue.ts', folder, String(FEW)));
      many.push(run('tools/bench/catalogue.ts', folder, String(MANY)));
    }
    const [less, more] = [median(few), median(many)];
    return { few: less, many: more, ratio: more / less };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** cdktf, and every provider file that anything under src/ imports. */
function usedModules(): string[] {
  const sources = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts'),
  );
  const imported = sources.flatMap((file) =>
    [
      ...readFileSync(join(projectRoot, 'src', file), 'utf8').matchAll(
        /from '(@cdktf\/provider-aws\/lib\/[^']+)'/g,
      ),
    ].map(([, module = '']) => module),
  );
  return ['cdktf', ...[...new Set(imported)].sort()];
}

function run(script: string, outdir: string, ...args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: join(outdir, 'out') },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
  return performance.now() - start;
}
