import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/support/project';
import { rules } from '../policies/all-rules';
import { breaches } from '../policies/rule';
import { estateOf } from '../support/estate';
import { runMain } from '../support/run-main';

const ENVIRONMENTS = 'src/config/environments';

/** The blocks of code in a section of a page, of a language. */
function blocksOf(page: string, title: string, language: string): string[] {
  const section =
    readFileSync(join(projectRoot, 'docs', page), 'utf8')
      .split(/^#+ /m)
      .find((one) => one.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, found, code = '']) =>
    found === language ? [code] : [],
  );
}

// Names, a path and a priority that nobody has added already.
const [entry = '', imageTag = ''] = blocksOf('services.md', 'Add a service', 'ts').map((code) =>
  code.replaceAll('billing', 'recipe').replace('priority: 50', 'priority: 49999'),
);
const [newEnvironment = ''] = blocksOf('environments.md', 'Add an environment', 'bash').map((code) =>
  code.replaceAll('staging', 'recipes'),
);

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

const [imports = '', made = ''] = blocksOf('functions.md', 'Add a function', 'ts');
const [table = '', secret = ''] = ['Add a table', 'Add a secret'].map((title) =>
  blocksOf('functions.md', title, 'ts').join(''),
);
const reminder = {
  '.': {
    script: `${blocksOf('functions.md', 'Add a function', 'bash').join('')}
      ln -s ${projectRoot}/.cache .cache
      node --require tsx/cjs -e "void require('${projectRoot}/tools/package/build').buildPackages({ root: process.cwd() })"`,
  },
  'src/stacks/data-stack.ts': (text: string) =>
    `${imports}${text.replace('    this.publish(', `${table}${secret}${made}$&`)}`,
};

test('a service, a function and an environment are added as the pages say, and keep every policy that dev keeps', () => {
  const { status, stderr, outdir } = runMain({
    ...service,
    ...reminder,
    // Connections for one service more than there are by now, as the page says.
    [ENVIRONMENTS]: { script: `sed -i 's/maxAcu: 1,/maxAcu: 4,/' *.ts\n${newEnvironment}` },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const estate = estateOf(outdir);
  expect(Object.keys(estate.stacks)).toEqual(
    expect.arrayContaining(['recipes-network', 'recipes-observability']),
  );
  expect(
    estate.ofType('aws_ecs_service').filter(({ name }) => name.startsWith('recipe-service')),
  ).toHaveLength(Object.keys(estate.stacks).filter((stack) => stack.endsWith('-services')).length);
  const found = rules.flatMap((rule) =>
    breaches(estate, rule).map(({ address }) => `${rule.name}: ${address}`),
  );
  const functions = estate.ofType('aws_lambda_function').filter(({ name }) => name === 'reminder_function');
  expect(functions.map(({ stack }) => stack)).toEqual(
    Object.keys(estate.stacks).filter((stack) => stack.endsWith('-data')),
  );
  // The rule on handlers looks at the functions of this checkout; an alarm is added by a page of its own.
  const elsewhere = /^(lambda-handler-exists|resource-has-alarms):/;
  expect(
    found.filter((line) => /reminder|mail-login/.test(line)).filter((line) => !elsewhere.test(line)),
  ).toEqual([]);
  const of = (name: string): string[] =>
    found.filter((line) => line.includes(` ${name}-`)).map((line) => line.replace(` ${name}-`, ' '));
  expect(of('recipes').filter((line) => !of('dev').includes(line))).toEqual([]);
});

test('a setting is added as the page says: it reaches its resource, and a bad value is refused by path', () => {
  const [field = ''] = blocksOf('environments.md', 'Add a setting', 'ts');
  const [reading = ''] = blocksOf('environments.md', 'Add a setting', 'bash');
  const change = (level: string) => ({
    'src/config/schema.ts': (text: string) =>
      text.replace(/^export const environmentSchema = strict\(\{\n/m, `$&${field}`),
    'src/stacks': { script: reading },
    [ENVIRONMENTS]: { script: `sed -i "s/tier: .*/& rootLogLevel: '${level}',/" *.ts` },
  });
  const { status, stderr, outdir } = runMain(change('DEBUG'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const levels = estateOf(outdir)
    .ofType('aws_ssm_parameter')
    .filter(({ body }) => String(body['name']).endsWith('/logging.level.root'));
  expect(new Set(levels.map(({ body }) => body['value']))).toEqual(new Set(['DEBUG']));
  const bad = runMain(change('LOUD'));
  expect(bad.status).toBe(1);
  expect(bad.stderr).toMatch(/^ {2}\w+\.rootLogLevel: "LOUD" is not allowed; allowed: WARN, INFO, DEBUG$/m);
});
