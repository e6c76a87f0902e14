import { blocks, Body, Configuration, environmentOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { NAME_PREFIX } from '../../../../src/lib/name-prefix';

export const rule: Rule = {
  reason:
    'Two applies at once, or two stacks in one place, destroy a state; one that lies in clear gives away what it knows.',
  source: 'https://developer.hashicorp.com/terraform/language/backend/s3',
  check: (estate) => {
    const stacks = Object.entries(estate.stacks)
      .filter(([scope]) => environmentOf({ scope }) !== undefined)
      .map(([scope, configuration]) => ({ address: `${scope}/terraform.backend`, scope, configuration }));
    const places = stacks.map(({ configuration }) => placeOf(configuration));

    return findingsAt(stacks, ({ scope, configuration }) => {
      const place = placeOf(configuration);
      const { s3, cloud } = backendsOf(configuration);
      return [
        ...(s3 === undefined ? [] : bucketProblems(scope, s3)),
        ...(cloud === undefined ? [] : workspaceProblems(scope, cloud)),
        ...unless(
          s3 !== undefined || cloud !== undefined,
          'it keeps its state neither in S3 nor in HCP Terraform',
        ),
        ...unless(
          places.filter((other) => other === place).length === 1,
          `another stack keeps its state in the same place: ${place}`,
        ),
      ];
    });
  },
};

const backendsOf = ({ terraform }: Configuration): { s3: Body | undefined; cloud: Body | undefined } => ({
  s3: blocks(blocks(terraform, 'backend')[0], 's3')[0],
  cloud: blocks(terraform, 'cloud')[0],
});

function placeOf(configuration: Configuration): string {
  const { s3, cloud } = backendsOf(configuration);
  return s3 === undefined ? JSON.stringify(cloud) : `${String(s3['bucket'])}/${String(s3['key'])}`;
}

const bucketProblems = (stack: string, s3: Body): string[] => [
  ...unless(
    s3['key'] === `${NAME_PREFIX}/${stack.replace('-', '/')}.tfstate`,
    `its key is not ${NAME_PREFIX}/<environment>/<stack>.tfstate`,
  ),
  ...unless(s3['encrypt'] === true, 'encrypt is not true'),
  ...['dynamodb_table', 'kms_key_id', 'region'].flatMap((name) =>
    unless(Boolean(s3[name]), `${name} is not set`),
  ),
  ...unless(s3['use_lockfile'] === true, 'use_lockfile is not true'),
];

const workspaceProblems = (stack: string, cloud: Body): string[] =>
  unless(
    blocks(cloud, 'workspaces')[0]?.['name'] === `${NAME_PREFIX}-${stack}`,
    `its workspace is not ${NAME_PREFIX}-<environment>-<stack>`,
  );
