import { ORIGIN_HEADER } from '../../src/lib/origin-header';

/** Words that a secret's name has. */
const SMELLING = new Set([
  'apikey',
  'credential',
  'credentials',
  'dsn',
  'jwt',
  'pass',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
  'webhook',
]);

/** The same at the end of a word, where nothing parts them: `PGPASSWORD`, `authtoken`. */
const SMELLING_END =
  /(apikey|accesskey|credential|passphrase|passwd|password|privatekey|secret|secretkey|token)s?$/;

/** Headers that carry a secret. API Gateway's `authorization` says who may come in, and is none. */
const HEADERS = new Set(['Authorization', 'Cookie', 'Proxy-Authorization', 'Set-Cookie']);

/** A key that opens something; the key of a map or of KMS is none. */
const SMELLING_PAIR =
  /\b(access|api|auth|encryption|private|secret|shared|signing) keys?\b|\bconnection string\b/;

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
  return (
    words.some((word) => SMELLING.has(word) || SMELLING_END.test(word)) || SMELLING_PAIR.test(words.join(' '))
  );
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

/** Ways in which a text carries a secret within. What stands before the secret is named `before`. */
const CARRYING: readonly RegExp[] = [
  // A login in an address; Redis knows no user.
  /(?<before>:\/\/[^/\s:@]*:)[^/\s@]+(?=@)/g,
  // An assignment to a secret's name, or an option of a command.
  /(?<before>(?:password|passwd|pwd|passphrase|secret|token|(?:api|access|private)[_-]?key)["']?\s*=\s*["']?)[^\s"'&;$%{]+/gi,
  // `ExpiredToken: The security token …` is what AWS says.
  /(?<before>(?:password|passwd|pwd|passphrase|secret|(?<![a-z])token|(?:api|access|private)[_-]?key)["']?:\s+["']?)[^\s"'&;$%{]+/gi,
  /(?<before>--(?:password|secret|token)\s+["']?)[^\s"'&;$%{-][^\s"'&;]*/gi,
  /(?<before>\bbearer\s+|authorization["']?\s*[:=]\s*["']?basic\s+)[\w.~+/-]{16,}=*/gi,
  // Tokens of GitHub and Slack.
  /(?<before>)\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[a-z]-[\w-]{10,})/g,
];

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whether a text carries a secret within. */
export const carriesSecret = (text: string): boolean =>
  PRIVATE_KEY.test(text) || CARRYING.some((pattern) => text.search(pattern) !== -1);

/** The text with `mark` in the place of each secret that it carries; of a private key nothing is left from its beginning on. */
export function withoutCarried(text: string, mark: string): string {
  const key = text.search(PRIVATE_KEY);
  const rest = key === -1 ? text : `${text.slice(0, key)}${mark}`;
  return CARRYING.reduce((shown, pattern) => shown.replace(pattern, `$<before>${mark}`), rest);
}
