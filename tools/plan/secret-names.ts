import { ORIGIN_HEADER } from '../../src/lib/origin-header';

/** Words that a secret's name has. */
const SMELLING = new Set([
  'apikey',
  'credential',
  'credentials',
  'dsn',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
]);

/** Headers that carry a secret. API Gateway's `authorization` says who may come in, and is none. */
const HEADERS = new Set(['Authorization', 'Cookie', 'Proxy-Authorization', 'Set-Cookie']);

/** A key that opens something; the key of a map or of KMS is none. */
const SMELLING_PAIR = /\b(access|api|auth|private|secret|shared|signing) keys?\b|\bconnection string\b/;

/** Ends of names that only refer to a secret, or tell about it. */
const TELLING = new Set(
  'arn arns count days enabled hours id ids length minutes name names seconds status ttl type version versions'.split(
    ' ',
  ),
);

/** `dbPassword`, `db-password` and `DB_PASSWORD` alike as `db password`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Plans have few names, many times each. */
const known = new Map<string, boolean>();

/** Whether what goes by this name is probably secret: `db_password` is, `secret_arn` and `kms_key_id` are not. */
export function smellsSecret(name: string): boolean {
  const smells = known.get(name) ?? judge(name);
  known.set(name, smells);
  return smells;
}

function judge(name: string): boolean {
  if (name.toLowerCase() === ORIGIN_HEADER || HEADERS.has(name)) return true;
  // A value that API Gateway adds to each request; which header carries the secret is for others to say.
  if (name.startsWith('integration.request.header.')) return true;
  // A condition of an IAM policy, such as token.actions.githubusercontent.com:sub: who may come in has to be seen.
  if (/^[\w.-]+:[\w./-]+$/.test(name)) return false;
  const words = wordsOf(name);
  if (TELLING.has(words.at(-1) ?? '')) return false;
  return words.some((word) => SMELLING.has(word)) || SMELLING_PAIR.test(words.join(' '));
}

/** Whether a name below one that smells only refers: `master_user_secret` has a `kms_key_id`. */
export function onlyRefers(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 && ['arn', 'id', 'status'].includes(words.at(-1) ?? '');
}

const NAMING_KEYS = ['name', 'Name', 'key', 'Key', 'http_header_name', 'header_name'];
const VALUE_KEYS = new Set(['value', 'Value', 'values', 'Values', 'string_value']);

/**
 * Whether `key` of this object holds the value of something that another of its keys names as secret, as in
 * `{"name": "DB_PASSWORD", "value": "…"}`. The value of any header that a listener rule demands counts as secret.
 */
export function isNamedSecret(object: Readonly<Record<string, unknown>>, key: string): boolean {
  if (!VALUE_KEYS.has(key)) return false;
  if ('http_header_name' in object) return true;
  return NAMING_KEYS.some((naming) => {
    const name = object[naming];
    return typeof name === 'string' && smellsSecret(name);
  });
}

/** A reference says where something is, not what it is: an ARN, or what API Gateway takes from a request. */
export function isReference(text: string): boolean {
  return (
    /^arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:\S+$/.test(text) ||
    /^(method|context|stageVariables)\.[\w.-]+$/.test(text)
  );
}

/** Whether a text carries a secret within: a private key, a login in an address, or an assignment to a secret's name. */
export function carriesSecret(text: string): boolean {
  return (
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ||
    /:\/\/[^/\s:@]+:[^/\s@]+@/.test(text) ||
    /(password|passwd|pwd|passphrase|secret|token|(api|access|private)[_-]?key)["']?(\s*=\s*|:\s+)["']?[^\s"'&;$%{]/i.test(
      text,
    )
  );
}
