import { blocks, Body, environmentOf, Estate, Resource } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule } from '../../rule';
import { settingsOf } from '../../support/buckets';
import { customerKey, statementsOn } from '../../support/policies-on';
import { rightsDocuments } from '../../support/roles';
import { covers, demanded, isAbout, isAllow, isOn, resourcesOf } from '../../support/statements';

const READ = ['kms:Decrypt'];
const WRITE = ['kms:GenerateDataKey'];
const BOTH = [...READ, ...WRITE];

/** Type of resource whose content has a key, the service that calls KMS, and the rights on the key that actions take. */
interface Encrypted {
  readonly service: string;
  /** Reference to the key, in the resource or beside it. */
  readonly key: (body: Body, estate: Estate, resource: Resource) => unknown;
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

const ITEM_ACTIONS = ['BatchGet', 'BatchWrite', 'Delete', 'Get', 'Put', 'Update'].map(
  (verb) => `${verb}Item`,
);

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
const ENCRYPTED: Readonly<Record<string, Encrypted>> = {
  aws_s3_bucket: {
    service: 's3',
    key: (_, estate, bucket) => {
      const type = 'aws_s3_bucket_server_side_encryption_configuration';
      const [rule] = blocks(settingsOf(estate, bucket, type), 'rule');
      return blocks(rule, 'apply_server_side_encryption_by_default')[0]?.['kms_master_key_id'];
    },
    actions: { 's3:GetObject': READ, 's3:PutObject': WRITE },
  },
  aws_dynamodb_table: {
    service: 'dynamodb',
    key: (body) => blocks(body, 'server_side_encryption')[0]?.['kms_key_arn'],
    actions: Object.fromEntries([...ITEM_ACTIONS, 'Query', 'Scan'].map((name) => [`dynamodb:${name}`, READ])),
  },
  aws_secretsmanager_secret: {
    service: 'secretsmanager',
    key: (body) => body['kms_key_id'],
    actions: { 'secretsmanager:GetSecretValue': READ, 'secretsmanager:PutSecretValue': BOTH },
  },
  // The secret of its administrator.
  aws_rds_cluster: {
    service: 'secretsmanager',
    key: (body) => body['master_user_secret_kms_key_id'],
    actions: { 'secretsmanager:GetSecretValue': READ },
  },
  aws_sns_topic: {
    service: 'sns',
    key: (body) => body['kms_master_key_id'],
    actions: { 'sns:Publish': BOTH },
  },
  aws_sqs_queue: {
    service: 'sqs',
    key: (body) => body['kms_master_key_id'],
    actions: { 'sqs:ReceiveMessage': READ, 'sqs:SendMessage': BOTH },
  },
};

/** A resource with a customer key. */
interface Kept extends Encrypted {
  readonly resource: Resource;
  readonly arn: string;
  readonly master: Resource;
}

export const rule: Rule = {
  reason:
    'What a customer key encrypts can be read and written only by whoever may use that key through the service: without, each call is denied, at run time and not before.',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  check: (estate) => {
    const kept = keptIn(estate);
    return findingsAt(estate.ofType('aws_iam_role'), (role) => {
      const rights = rightsDocuments(estate, role).flatMap(({ statements }) => statements.filter(isAllow));
      return [
        ...kept
          .filter(({ resource }) => areTogether(role, resource))
          .flatMap((one) => problemsOf(estate, rights, one)),
        ...estate
          .referringTo(role, 'role', 'aws_lambda_function')
          .flatMap((lambda) => environmentProblems(estate, rights, lambda)),
      ];
    });
  },
};

/** Owner of a stack: an environment, or an account by the end of its stacks' names. */
const ownerOf = (place: Resource) => ({
  environment: environmentOf(place),
  account: /-(\d{12})(-|$)/.exec(place.stack)?.[1],
});

/** Tells two resources of one account from two that only have the same name, each in its own. */
function areTogether(one: Resource, other: Resource): boolean {
  const [mine, theirs] = [ownerOf(one), ownerOf(other)];
  const isMixed = (mine.environment === undefined) !== (theirs.environment === undefined);
  return isMixed || (mine.environment === theirs.environment && mine.account === theirs.account);
}

const keptIn = (estate: Estate): Kept[] =>
  estate.ofType(...Object.keys(ENCRYPTED)).flatMap((resource) => {
    const encrypted = ENCRYPTED[resource.type];
    const master = encrypted && customerKey(estate, resource, encrypted.key(resource.body, estate, resource));
    const arn =
      resource.type === 'aws_rds_cluster'
        ? arnOf(resource.type, 'secret_arn', '', estate.region(resource))
        : estate.arn(resource);
    return encrypted === undefined || master === undefined || arn === undefined
      ? []
      : [{ ...encrypted, resource, master, arn }];
  });

function problemsOf(
  estate: Estate,
  rights: readonly PolicyStatement[],
  { service, actions, resource, arn, master }: Kept,
): string[] {
  const mine = rights.filter((statement) =>
    resourcesOf(statement).some((pattern) => covers(pattern, arn) || pattern.startsWith(`${arn}/`)),
  );
  return Object.entries(actions)
    .filter(([action]) => mine.some((statement) => isAbout(statement, action)))
    .flatMap(([action, wanted]) =>
      missing(estate, rights, master, service, wanted).map(
        (problem) => `it may call ${action} on ${resource.address}, but ${problem}`,
      ),
    );
}

/** Problems of a function whose variables Lambda decrypts with the function's role. */
function environmentProblems(estate: Estate, rights: readonly PolicyStatement[], lambda: Resource): string[] {
  const master = customerKey(estate, lambda, lambda.body['kms_key_arn']);
  return master === undefined
    ? []
    : missing(estate, rights, master, 'lambda', READ).map(
        (problem) => `${lambda.address} has variables under a key, but ${problem}`,
      );
}

/** Actions on a key that the role's policies, or that of the key, do not allow through a service. */
function missing(
  estate: Estate,
  rights: readonly PolicyStatement[],
  master: Resource,
  service: string,
  wanted: readonly string[],
): string[] {
  const through = `${service}.${estate.region(master)}.amazonaws.com`;
  const arn = estate.arn(master) ?? '';
  const allows = (statements: readonly PolicyStatement[], action: string): boolean =>
    statements.some((statement) => {
      const services = demanded(statement, 'kms:ViaService');
      return (
        isAllow(statement) &&
        isAbout(statement, action) &&
        isOn(statement, arn) &&
        (services.length === 0 || services.some((pattern) => covers(pattern, through)))
      );
    });
  const policy = statementsOn(estate, master);
  return wanted.flatMap((action) => [
    ...(allows(rights, action) ? [] : [`not ${action} on ${master.address} through ${through}`]),
    ...(allows(policy, action) ? [] : [`${master.address} does not allow ${action} through ${through}`]),
  ]);
}
