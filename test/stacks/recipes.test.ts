import { rules } from '../policies/all-rules';
import { breaches } from '../policies/rule';
import { estateOf } from '../support/estate';
import { runMain } from '../support/run-main';
import { billing } from '../support/services';

const BILLING = JSON.stringify(billing);

/** `docs/services.md`: an entry in the catalogue and an image tag in each environment. */
const service = {
  'src/config/services.ts': (text: string) => text.replace('] satisfies', `  ${BILLING},\n] satisfies`),
  'src/config/environments/dev.ts': (text: string) => withImage(text),
  'src/config/environments/prod.ts': (text: string) => withImage(text),
};

/** `docs/environments.md`: a file beside the others, and its name in the list. */
const environment = {
  'src/config/environments/staging.ts': {
    from: 'src/config/environments/dev.ts',
    change: (text: string) =>
      withImage(text)
        .replace('export const dev', 'export const staging')
        .replace("name: 'dev'", "name: 'staging'")
        .replaceAll("'10.0.", "'10.2.")
        .replace("cidr: '10.2.0.0/16',", "cidr: '10.2.0.0/16', natGateways: 'shared',"),
  },
  'src/config/environments/index.ts': (text: string) =>
    text
      .replace(
        "import { prod } from './prod';",
        "import { prod } from './prod';\nimport { staging } from './staging';",
      )
      .replace('prod]', 'prod, staging]'),
};

const withImage = (text: string): string =>
  text.replace('  services: {\n', "  services: {\n    'billing-service': { imageTag: '1.0.0' },\n");

test('a service and an environment are added as the pages say, and keep every policy that dev keeps', () => {
  const { status, stderr, outdir } = runMain({ ...service, ...environment });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const estate = estateOf(outdir);
  expect(Object.keys(estate.stacks)).toEqual(
    expect.arrayContaining(['staging-network', 'staging-observability']),
  );
  expect(
    estate.ofType('aws_ecs_service').filter(({ name }) => name.startsWith('billing-service')),
  ).toHaveLength(3);
  const found = rules.flatMap((rule) =>
    breaches(estate, rule).map(({ address }) => `${rule.name}: ${address}`),
  );
  const of = (name: string): string[] =>
    found.filter((line) => line.includes(` ${name}-`)).map((line) => line.replace(` ${name}-`, ' '));
  expect(of('staging').filter((line) => !of('dev').includes(line))).toEqual([]);
});
