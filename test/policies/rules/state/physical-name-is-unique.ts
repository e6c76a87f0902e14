import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

/** The attributes in which AWS knows a resource by name. */
const NAME_ATTRIBUTES = [
  'alarm_name',
  'analyzer_name',
  'bucket',
  'bucket_prefix',
  'cluster_identifier',
  'dashboard_name',
  'domain_name',
  'family',
  'function_name',
  'group_name',
  'identifier',
  'name',
  'name_prefix',
  'replication_group_id',
  'rule_name',
];

/** Types whose `family` is a name. Elsewhere it is AWS's word for a kind, such as `aurora-mysql8.0` of a parameter group. */
const FAMILY_IS_A_NAME = ['aws_ecs_task_definition'];

/** Types whose name only has to differ from those of the same parent, which is another one in each environment. */
const NAMED_WITHIN_A_PARENT = [
  'aws_cloudwatch_log_metric_filter',
  'aws_cloudwatch_log_stream',
  'aws_ecs_service',
  'aws_iam_role_policy',
  'aws_lambda_alias',
  // Of a VPC, whose zones may not have the same name; those of two VPCs may:
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html (ConflictingDomainExists)
  'aws_service_discovery_private_dns_namespace',
  'aws_service_discovery_service',
];

/** Types that set up something named elsewhere, as `aws_s3_bucket_policy` does for its bucket. */
const isSetting = ({ type }: Resource): boolean => type.startsWith('aws_s3_bucket_');

export const rule: Rule = {
  reason:
    'Two environments may lie in one account: what has the same name is made once, and the second apply fails or takes it over.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  check: (estate) => {
    const owners = new Map<string, Resource[]>();
    for (const resource of named(estate)) {
      for (const name of namesOf(estate, resource)) {
        owners.set(name, [...(owners.get(name) ?? []), resource]);
      }
    }
    return findingsAt(named(estate), (resource) =>
      namesOf(estate, resource).flatMap((name) =>
        (owners.get(name) ?? [])
          .filter((other) => environmentOf(other) !== environmentOf(resource))
          .map(({ address }) => `${address} has the same ${name}`),
      ),
    );
  },
};

const named = (estate: Estate): Resource[] =>
  estate.resources.filter(
    (resource) => !NAMED_WITHIN_A_PARENT.includes(resource.type) && !isSetting(resource),
  );

const namesOf = (estate: Estate, resource: Resource): string[] =>
  NAME_ATTRIBUTES.flatMap((attribute) => {
    if (attribute === 'family' && !FAMILY_IS_A_NAME.includes(resource.type)) return [];
    // What Terraform computes of AWS's answer, as the name of a certificate's record, differs by itself.
    if (/\$\{[^}]*\(/.test(String(resource.body[attribute]))) return [];
    const name = estate.text(resource, attribute);
    return name === undefined ? [] : [`${resource.type}.${attribute} "${name}"`];
  });
