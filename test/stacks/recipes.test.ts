import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/support/project';
import { rules } from '../policies/all-rules';
import { breaches } from '../policies/rule';
import { estateOf } from '../support/estate';
import { runMain } from '../support/run-main';

const ENVIRONMENTS = 'src/config/environments';

/** The blocks of code in the first section of a page, of a language. */
function blocksOf(page: string, language: string): string[] {
  const [, , section = ''] = readFileSync(join(projectRoot, 'docs', page), 'utf8').split(/^#+ /m);
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, found, code = '']) =>
    found === language ? [code] : [],
  );
}

const [entry = '', imageTag = ''] = blocksOf('services.md', 'ts');
const [newEnvironment = ''] = blocksOf('environments.md', 'bash');

const service = {
  'src/config/services.ts': (text: string) => text.replace('] satisfies', `${entry}] satisfies`),
  ...Object.fromEntries(
    readdirSync(join(projectRoot, ENVIRONMENTS))
      .filter((file) => file !== 'index.ts')
      .map((file) => [
        join(ENVIRONMENTS, file),
        (text: string) => text.replace('  services: {\n', `  services: {\n${imageTag}`),
      ]),
  ),
};

test('a service and an environment are added as the pages say, and keep every policy that dev keeps', () => {
  const { status, stderr, outdir } = runMain({ ...service, [ENVIRONMENTS]: { script: newEnvironment } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const estate = estateOf(outdir);
  expect(Object.keys(estate.stacks)).toEqual(
    expect.arrayContaining(['staging-network', 'staging-observability']),
  );
  expect(
    estate.ofType('aws_ecs_service').filter(({ name }) => name.startsWith('billing-service')),
  ).toHaveLength(Object.keys(estate.stacks).filter((stack) => stack.endsWith('-services')).length);
  const found = rules.flatMap((rule) =>
    breaches(estate, rule).map(({ address }) => `${rule.name}: ${address}`),
  );
  const of = (name: string): string[] =>
    found.filter((line) => line.includes(` ${name}-`)).map((line) => line.replace(` ${name}-`, ' '));
  expect(of('staging').filter((line) => !of('dev').includes(line))).toEqual([]);
});
