import { Estate, Resource } from '../../../support/estate';
import { fillIn } from '../../../support/values';
import { findingsAt, Rule } from '../../rule';
import { containersOf } from '../../support/containers';
import { isAbout, isAllow, resourcesOf } from '../../support/statements';

/** Actions with which ECS and SDKs read parameters and secrets. */
const READS = [
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
];

export const rule: Rule = {
  reason:
    'A task does not start without a right to all that it names; a right to more reads what belongs to others. The containers get values, not rights.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  check: (estate) => findingsAt(estate.ofType('aws_ecs_task_definition'), (task) => problemsOf(estate, task)),
};

function problemsOf(estate: Estate, task: Resource): string[] {
  const named = new Set(
    containersOf(task)
      .flatMap(({ secrets }) => secrets)
      .map(({ valueFrom }) => withoutKey(fillIn(estate, task, valueFrom))),
  );
  const readable = readableBy(estate, task, 'execution_role_arn');
  return [
    ...[...named].filter((arn) => !readable.has(arn)).map((arn) => `its execution role cannot read ${arn}`),
    ...[...readable]
      .filter((arn) => !named.has(arn))
      .map((arn) => `its execution role reads ${arn}, which it does not name`),
    ...[...readableBy(estate, task, 'task_role_arn')].map((arn) => `its task role reads ${arn}`),
  ];
}

/** The ARN of a secret without the key of its JSON: `<arn>:<key>:<stage>:<version>`. */
const withoutKey = (valueFrom: string): string =>
  valueFrom.startsWith('arn:aws:secretsmanager:') ? valueFrom.split(':').slice(0, 7).join(':') : valueFrom;

function readableBy(estate: Estate, task: Resource, use: string): Set<string> {
  const role = estate.target(task, task.body[use]);
  const statements = estate
    .policyDocuments()
    .filter(
      ({ resource, kind }) =>
        kind === 'identity' && role !== undefined && estate.target(resource, resource.body['role']) === role,
    )
    .flatMap((document) => document.statements);
  return new Set(
    statements
      .filter((statement) => isAllow(statement) && READS.some((action) => isAbout(statement, action)))
      .flatMap(resourcesOf),
  );
}
