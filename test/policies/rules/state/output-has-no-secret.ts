import { outputsOf } from '../../support/outputs';
import { findingsAt, Rule, unless } from '../../rule';

const SECRET = /password|passwd|secret|token|credential|private_key|connection_string/;

/** Endings of attributes that name a secret without being one. */
const REFERENCE = /_(arn|id|name|key_alias)s?$/;

/** Attributes of resources that hold a secret itself. */
const SECRET_ATTRIBUTE =
  /\.(master_password|password|secret_string|secret|secret_binary|private_key_pem)\b|\brandom_\w+\.[\w-]+\.result\b/;

export const rule: Rule = {
  reason: 'An output lies in clear in the state, and in the plan of every stack that reads it.',
  source: 'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
  check: (estate) =>
    findingsAt(outputsOf(estate), ({ name, body }) => [
      ...unless(body['sensitive'] !== true, 'it is sensitive: let the reader fetch it from Secrets Manager'),
      ...unless(!SECRET.test(name) || REFERENCE.test(name), 'its name is that of a secret'),
      ...unless(!SECRET_ATTRIBUTE.test(JSON.stringify(body['value'] ?? '')), 'its value is a secret'),
    ]),
};
