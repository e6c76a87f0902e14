import { shortPath } from '../support/short-path';
import { Stack } from './graph';

/** AWS's ways to say that something of the name is there. */
const EXISTS =
  /AlreadyExist|AlreadyOwnedByYou|already exists|ResourceConflictException|\.Duplicate\b|DuplicateListener/;

/** Types that are imported by the name in parentheses of the provider's message. */
const IMPORTED_BY_NAME = new Set(
  `backup_vault cloudwatch_dashboard cloudwatch_log_group cloudwatch_metric_alarm db_parameter_group
db_subnet_group dynamodb_table ecr_repository ecs_cluster iam_instance_profile iam_role kms_alias
lambda_function rds_cluster rds_cluster_instance rds_cluster_parameter_group s3_bucket ssm_parameter`
    .split(/\s+/)
    .map((type) => `aws_${type}`),
);

const DOCS = 'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources';

/**
 * The `import` blocks for resources that exist in AWS and in no state; undefined where Terraform says nothing of that.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function importAdvice(
  words: string,
  { name, directory }: Pick<Stack, 'name' | 'directory'>,
): string | undefined {
  const errors = words.split(/^(?=\W*Error: )/m).filter((error) => EXISTS.test(error));
  const blocks = errors.flatMap((error) => {
    const address = /^\W*with (\S+?),?$/m.exec(error)?.[1];
    if (address === undefined) return [];
    const type = /(?:^|\.)(aws_\w+)\.[^.]+$/.exec(address)?.[1] ?? '';
    const id = /\(([^()\s]+)\):/.exec(error)?.[1];
    return IMPORTED_BY_NAME.has(type) && id !== undefined
      ? [block(address, JSON.stringify(id))]
      : [block(address, `"…" # see Import in ${DOCS}/${type.replace(/^aws_/, '')}`)];
  });
  if (blocks.length === 0) return undefined;
  // The folders of a preview go when it ends.
  const isOfPreview = directory.includes('/.cache/preview/');
  const file = `${isOfPreview ? `cdktf.out/stacks/${name}` : shortPath(directory)}/import.tf`;
  return (
    `This exists in AWS already, and in no state of Terraform. Take it over only if nobody else manages it: ` +
    `put this into ${file}, plan and apply, then remove the file. Otherwise delete it, or rename yours.\n\n` +
    blocks.join('\n\n')
  );
}

const block = (to: string, id: string): string => `  import {\n    to = ${to}\n    id = ${id}\n  }`;
