import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

/** Attributes that Terraform writes to its state. */
const IN_STATE = ['auth_token', 'master_password', 'password', 'secret_binary', 'secret_string'];

/** Attributes that it does not write there, though they stand in the configuration. */
const WRITE_ONLY = ['master_password_wo', 'password_wo', 'secret_string_wo', 'value_wo'];

/** A value that Terraform gets while it runs, and forgets. */
const EPHEMERAL = /^\$\{ephemeral\.[^{}]+\}$/;

export const rule: Rule = {
  reason:
    'A secret in the configuration is in the repository, one in the state is with everyone who may plan.',
  source: 'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
  check: (estate) => [
    ...findingsAt(estate.resources, problemsOf),
    ...findingsAt(readsOf(estate), () => ['what it reads is kept in the state']),
  ],
};

/** Data sources whose answer is a secret. */
const SECRET_SOURCES = ['aws_secretsmanager_random_password', 'aws_secretsmanager_secret_version'];

const readsOf = (estate: Estate): { address: string }[] =>
  Object.entries(estate.scopes).flatMap(([scope, { data = {} }]) =>
    SECRET_SOURCES.flatMap((type) =>
      Object.keys(data[type] ?? {}).map((name) => ({ address: `${scope}/data.${type}.${name}` })),
    ),
  );

const problemsOf = ({ type, body }: Resource): string[] => [
  ...IN_STATE.filter((attribute) => typeof body[attribute] === 'string').map(
    (attribute) => `${attribute} is kept in the state`,
  ),
  ...(type === 'aws_ssm_parameter' && body['type'] === 'SecureString' && body['value'] !== undefined
    ? ['the value of a SecureString is kept in the state']
    : []),
  ...WRITE_ONLY.filter(
    (attribute) => typeof body[attribute] === 'string' && !EPHEMERAL.test(body[attribute]),
  ).map((attribute) => `${attribute} is not an ephemeral value`),
];
