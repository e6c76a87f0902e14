import { Estate, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { actionsOf, isAllow, principalsOf } from '../../support/statements';

/** Attributes in which a role is handed to a service, by type, and the policy of AWS that the service wants it to have. */
const HANDED: Readonly<Record<string, readonly [attributes: string, service: string, policy?: string]>> = {
  aws_api_gateway_account: ['cloudwatch_role_arn', 'apigateway', 'AmazonAPIGatewayPushToCloudWatchLogs'],
  aws_backup_selection: ['iam_role_arn', 'backup'],
  aws_config_configuration_recorder: ['role_arn', 'config', 'AWS_ConfigRole'],
  aws_ecs_task_definition: ['execution_role_arn task_role_arn', 'ecs-tasks'],
  aws_flow_log: ['iam_role_arn', 'vpc-flow-logs'],
  aws_iam_instance_profile: ['role', 'ec2'],
  aws_lambda_function: ['role', 'lambda'],
  aws_rds_cluster_instance: ['monitoring_role_arn', 'monitoring.rds'],
};

export const rule: Rule = {
  reason:
    'A service takes no role that does not trust it: some refuse it when they get it, others fall silent later. What a role may not read, AWS Config does not record.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html, https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html, https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html',
  check: (estate) =>
    Object.entries(HANDED).flatMap(([type, [attributes, service, policy]]) =>
      findingsAt(estate.ofType(type), (resource) =>
        attributes.split(' ').flatMap((attribute) => {
          const role = estate.target(resource, resource.body[attribute]);
          if (role === undefined) return [`its ${attribute} is no role of ours`];
          return [
            ...unless(trusts(estate, role, service), `${role.address} does not trust ${service}`),
            ...unless(
              policy === undefined || has(estate, resource, role, policy),
              `${role.address} lacks ${policy ?? ''}, or has it later`,
            ),
          ];
        }),
      ),
    ),
};

const trusts = (estate: Estate, role: Resource, service: string): boolean =>
  estate
    .policyDocuments()
    .filter(({ resource, kind }) => resource === role && kind === 'trust')
    .flatMap(({ statements }) => statements)
    .some(
      (statement) =>
        isAllow(statement) &&
        actionsOf(statement).includes('sts:AssumeRole') &&
        principalsOf(statement).some(({ id }) => id === `${service}.amazonaws.com`),
    );

/** Tells whether a role has a policy of AWS before the service gets the role. */
const has = (estate: Estate, resource: Resource, role: Resource, policy: string): boolean =>
  estate
    .referringTo(role, 'role', 'aws_iam_role_policy_attachment')
    .some(
      (attachment) =>
        String(attachment.body['policy_arn']).endsWith(`/${policy}`) &&
        waitsFor(estate, resource, attachment),
    );

const waitsFor = (estate: Estate, resource: Resource, other: Resource): boolean =>
  listOf(resource.body['depends_on'])
    .map((address) => estate.at(resource, String(address)))
    .some((each) => each === other || (each !== undefined && waitsFor(estate, each, other)));
