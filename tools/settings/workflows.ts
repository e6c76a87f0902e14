import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../src/config/repository';
import { Environment } from '../../src/config/schema';
import { projectRoot } from '../support/project';

const FOLDER = '.github/workflows';

type Listed = Pick<Environment, 'name' | 'account' | 'region'>;

/** Lines of YAML that name an environment, its account and its region. */
const inputs = ({ name, account, region }: Listed): string[] => [
  `environment: ${name}`,
  ...(account === undefined ? [] : [`account: '${account}'`]),
  `region: ${region}`,
];

const entry = (environment: Listed): string => `          - ${inputs(environment).join('\n            ')}\n`;

/** The job that deploys an environment, once the one before it is deployed. */
const job = (environment: Listed, before?: Listed): string => `  ${environment.name}:
    name: ${environment.name}
${
  before === undefined
    ? `    if: github.ref == 'refs/heads/${repository.branch}' && vars.DEPLOY == 'on'\n`
    : `    needs: ${before.name}\n    if: \${{ !cancelled() && needs.${before.name}.result == 'success' }}\n`
}    concurrency:
      group: deploy-${environment.name}
      cancel-in-progress: false
    permissions:
      contents: read
      id-token: write # for the credentials of the plan role and the apply role
    uses: ./.github/workflows/deploy-environment.yml
    with:
      ${inputs(environment).join('\n      ')}
`;

/** Workflows that list the environments, as they have to be, by path. */
export function workflowsWith(environments: readonly Listed[]): Record<string, string> {
  const file = (name: string): string => `${FOLDER}/${name}.yml`;
  const read = (name: string): string => readFileSync(join(projectRoot, file(name)), 'utf8');
  const matrix = environments.map(entry).join('');
  const jobs = environments.map((each, index) => job(each, environments[index - 1])).join('\n');
  return {
    ...Object.fromEntries(
      ['plan', 'drift'].map((name) => [
        file(name),
        read(name).replace(/^( {8}include:\n)(?: {10}.*\n)*/m, `$1${matrix}`),
      ]),
    ),
    [file('deploy')]: read('deploy').replace(/^jobs:\n[^]*/m, `jobs:\n${jobs}`),
  };
}
